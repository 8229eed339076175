/**
 * A small client of webrtc-demo, written from the tables of the protocol, and a story that two of
 * them play in a room without a row. It prints what each said and heard, in order, as JSON.
 *
 *     node webrtc-demo.mjs http://127.0.0.1:8000 > webrtc-demo.json
 */
import { connect, namesOf, print } from "./visitor.mjs";

const [url] = process.argv.slice(2);
const roomName = "The story of webrtc-demo";
const OFFER = { type: "offer", sdp: "v=0\r\n" };
const ANSWER = { type: "answer", sdp: "v=0\r\n" };
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };

const visit = () => connect(`${url}/webrtc-demo`);
const [al, bo] = [await visit(), await visit()];
const people = { al, bo };
const names = namesOf(people);

al.say("message", { roomName, personName: "Al", content: "Too early" });
al.say("join_room", { roomName, personName: "Al" });
await al.hears("user_joined");
bo.say("join_room", { roomName, personName: "Bo" });
for (const one of [al, bo]) await one.hears("user_joined");

const toBo = { fromPeer: al.id, toPeer: bo.id };
const toAl = { fromPeer: bo.id, toPeer: al.id };
al.say("ice_candidate", { iccCandidate: CANDIDATE, ...toBo });
al.say("offer", { offer: OFFER, ...toBo });
al.say("ice_candidate", { iccCandidate: null, ...toBo });
await bo.hears("offer", "ice-candidate", "ice_candidate", "ice-candidate", "ice_candidate");
bo.say("answer", { answer: ANSWER, ...toAl });
bo.say("ice_candidate", { iccCandidate: CANDIDATE, fromPeer: al.id, toPeer: al.id });
await al.hears("answer", "ice-candidate", "ice_candidate");

al.say("message", { roomName, personName: "Al", content: "Hello" });
for (const one of [al, bo]) await one.hears("message");
bo.say("message", { roomName, personName: "Al", content: "Whoever says so" });
for (const one of [al, bo]) await one.hears("message");

bo.say("leave_room", { roomName, personName: "Bo" });
await al.hears("user_left");
await bo.ask("message", { roomName, personName: "Bo", content: "Too late" });
bo.say("join_room", { roomName, personName: "B" });
for (const one of [al, bo]) await one.hears("user_joined");
bo.socket.disconnect();
await al.hears("user_left");
await al.ask("no-such-event", {});

print(people, names);
for (const { socket } of Object.values(people)) socket.disconnect();
