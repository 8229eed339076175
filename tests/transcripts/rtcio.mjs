/**
 * A small client of rtc.io, written from the tables of the protocol, and a story that three of them
 * play in a room without a row. It prints what each said and heard, in order, as JSON.
 *
 *     node rtcio.mjs http://127.0.0.1:8000 > rtcio.json
 */
import { connect, namesOf, print } from "./visitor.mjs";

const [url] = process.argv.slice(2);
const roomId = "The story of rtc.io";
const password = "secret";
const OFFER = { type: "offer", sdp: "v=0\r\n" };
const ANSWER = { type: "answer", sdp: "v=0\r\n" };
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };

const visit = () => connect(`${url}/rtcio`);
const [ann, ben, cy] = [await visit(), await visit(), await visit()];
const people = { ann, ben, cy };
const names = namesOf(people);

/** Say something as a client does that believes its own idea of who it is. */
function tell(source, target, data) {
  source.say("#rtcio:message", { source: source.id, target: target.id, data });
}

ann.say("join-room", { roomId: "", name: "Ann" });
await ann.hears("join-error");
ann.say("check-room", { roomId });
await ann.hears("room-check-ok");
ann.say("join-room", { roomId, name: "Ann", password });
await ann.hears("join-ok");
await ann.ask("media-state", { roomId, mic: true, cam: false, id: ann.id });

ben.say("check-room", { roomId });
await ben.hears("join-error");
ben.say("join-room", { roomId, name: "Ben", password: "guess" });
await ben.hears("join-error");
ben.say("join-room", { roomId, name: "Ben", password });
await ben.hears("join-ok");
await ann.hears("user-connected", "#rtcio:init-offer");

tell(ann, ben, { description: OFFER });
tell(ann, ben, { candidate: CANDIDATE });
await ben.hears("#rtcio:message", "#rtcio:message");
tell(ben, ann, { description: ANSWER });
tell(ben, ann, { candidate: null });
tell(ben, ann, { mid: "0" });
tell(ben, ann, { mid: "0", events: { camera: [{ name: "Ben" }, "[RTCIOStream] 1"] } });
for (let count = 0; count < 4; count += 1) await ann.hears("#rtcio:message");

cy.say("join-room", { roomId, name: "Cy", password });
await cy.hears("join-ok");
for (const one of [ann, ben]) await one.hears("user-connected", "#rtcio:init-offer");
cy.say("join-room", { roomId, name: "Cy", password });
await cy.hears("join-ok");

cy.say("#rtcio:message", { source: ann.id, target: ben.id, data: { mid: "1" } });
await ben.hears("#rtcio:message");
await cy.ask("#rtcio:message", { source: cy.id, target: "nobody", data: { mid: "1" } });
cy.say("chat-message", { roomId, id: ann.id, name: "Ann", text: "Hello", at: 1 });
for (const one of [ann, ben]) await one.hears("chat-message");
ben.say("media-state", { roomId, mic: false, cam: true, id: ben.id });
for (const one of [ann, cy]) await one.hears("media-state");
ben.say("stopScreenShare", { roomId, id: ben.id, stream: "1" });
for (const one of [ann, cy]) await one.hears("stopScreenShare");

cy.socket.disconnect();
for (const one of [ann, ben]) await one.hears("#rtcio:peer-left", "user-disconnected");
for (const one of [ann, ben]) await one.ask("no-such-event", {});

print(people, names);
for (const { socket } of Object.values(people)) socket.disconnect();
