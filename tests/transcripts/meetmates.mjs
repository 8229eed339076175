/**
 * A small client of random pairs, written from the tables of the protocol, and a story that three of
 * them play. It prints what each said and heard, in order, as JSON.
 *
 *     node meetmates.mjs http://127.0.0.1:8000 > meetmates.json
 *
 * People are called by who is to offer; socket ids and times are replaced by names, as they differ
 * each time. Counts of who is online are left out: when they come depends on the moment.
 */
import { io } from "socket.io-client";

const [url] = process.argv.slice(2);
const OFFER = { type: "offer", sdp: "v=0\r\n" };
const ANSWER = { type: "answer", sdp: "v=0\r\n" };
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };

class Visitor {
  transcript = [];
  #heard = [];
  #wake = () => {};

  constructor(socket) {
    this.socket = socket;
    socket.onAny((name, ...args) => {
      if (name === "onlineUsers") return;
      // The last argument is an offset, by which a lost connection comes back as the same.
      this.transcript.push({ heard: name, arguments: args.slice(0, -1) });
      this.#heard.push(name);
      this.#wake();
    });
  }

  say(name, ...args) {
    this.transcript.push({ said: name, arguments: args });
    this.socket.emit(name, ...args);
  }

  async ask(name, ...args) {
    const answer = await this.socket.emitWithAck(name, ...args);
    this.transcript.push({ asked: name, arguments: args, answer });
  }

  async hears(name) {
    while (!this.#heard.includes(name)) await new Promise((resolve) => (this.#wake = resolve));
    this.#heard.splice(this.#heard.indexOf(name), 1);
  }
}

async function connect() {
  const socket = io(`${url}/meetmates`, { forceNew: true });
  await new Promise((resolve) => socket.on("connect", resolve));
  return new Visitor(socket);
}

const [offerer, answerer] = [await connect(), await connect()].sort((one, other) =>
  one.socket.id < other.socket.id ? -1 : 1,
);
const third = await connect();
const people = { offerer, answerer, third };
const names = Object.fromEntries(
  Object.entries(people).map(([name, { socket }]) => [socket.id, `<${name}>`]),
);

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

const transcripts = Object.fromEntries(
  Object.entries(people).map(([name, { transcript }]) => [name, transcript]),
);
process.stdout.write(`${JSON.stringify(transcripts, named, 2)}\n`);
for (const { socket } of Object.values(people)) socket.disconnect();

/** Write names in the place of what differs each time. */
function named(key, value) {
  if (key === "timestamp") return "<time>";
  return names[value] ?? value;
}
