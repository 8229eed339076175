/**
 * A small client of random pairs, written from the tables of the protocol, and a story that three of
 * them play. It prints what each said and heard, in order, as JSON.
 *
 *     node meetmates.mjs http://127.0.0.1:8000 > meetmates.json
 *
 * People are called by who is to offer; socket ids and times are replaced by names, as they differ
 * each time. Counts of who is online are left out: when they come depends on the moment.
 */
import { connect, namesOf, print } from "./visitor.mjs";

const [url] = process.argv.slice(2);
const OFFER = { type: "offer", sdp: "v=0\r\n" };
const ANSWER = { type: "answer", sdp: "v=0\r\n" };
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };

const visit = () => connect(`${url}/meetmates`, { unheard: ["onlineUsers"] });
const [offerer, answerer] = [await visit(), await visit()].sort((one, other) =>
  one.id < other.id ? -1 : 1,
);
const third = await visit();
const people = { offerer, answerer, third };
const names = namesOf(people);

await third.ask("sendMessage", "Is anybody there?");
await third.ask("next");
await third.ask("webrtc-offer", { offer: OFFER });
third.say("no-such-event", {});

offerer.say("findChat", "somebody@college.example", true);
await offerer.hears("waiting");
answerer.say("findChat", "else@college.example", true);
for (const one of [offerer, answerer]) await one.hears("chatStart");

offerer.say("ready-to-connect");
await offerer.ask("ready-to-connect");
answerer.say("ready-to-connect");
await offerer.hears("create-offer");
offerer.say("webrtc-offer", { offer: OFFER });
offerer.say("ice-candidate", { candidate: CANDIDATE });
await answerer.hears("ice-candidate");
await answerer.ask("ready-to-connect");
await offerer.hears("create-offer");
answerer.say("webrtc-answer", { answer: ANSWER });
await offerer.hears("webrtc-answer");
answerer.say("ice-candidate", { candidate: null });
await offerer.hears("ice-candidate");
await answerer.ask("ready-to-connect");

offerer.say("sendMessage", "  Hello  ");
for (const one of [offerer, answerer]) await one.hears("message");
await answerer.ask("sendMessage", "   ");

await offerer.ask("next");
await answerer.hears("partnerLeft");
third.say("findChat", null, false);
for (const one of [offerer, third]) await one.hears("chatStart");
await third.ask("report", { reason: "Rude" });
await offerer.hears("partnerLeft");
await third.hears("partnerLeft");
third.socket.disconnect();
await answerer.ask("findChat", "else@college.example");
await offerer.ask("findChat", "somebody@college.example", true);
for (const one of [offerer, answerer]) await one.hears("chatStart");
offerer.socket.disconnect();
await answerer.hears("partnerLeft");

print(people, names);
for (const { socket } of Object.values(people)) socket.disconnect();
