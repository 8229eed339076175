/**
 * Scenarios of the npm client, one in each run:
 * `node conformance.mjs <scenario> <url> <room code> <transport>…`
 * A scenario that fails throws, and the process ends with an error.
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [scenario, url, roomCode, ...transports] = process.argv.slice(2);
const CANDIDATES = 200;
const TIMEOUT_MS = 10_000;

const scenarios = {
  async "acknowledgements carry one answer, whatever was sent"() {
    const socket = await enter("Ann");
    assert.equal((await ask(socket, "get-ice-servers", {})).success, true);
    assert.equal((await ask(socket, "toggle-audio")).code, "INVALID_PAYLOAD");
    assert.equal((await ask(socket, "toggle-audio", {}, {}, [])).code, "INVALID_PAYLOAD");
    assert.equal((await ask(socket, "nonsense", 1, null, "x")).code, "UNKNOWN_EVENT");
    const answers = await new Promise((done) => {
      socket.emit("get-ice-servers", {}, (...values) => done(values));
    });
    assert.equal(answers.length, 1);
  },

  async "an event without acknowledgement is answered by none"() {
    const socket = await enter("Ann");
    socket.emit("toggle-hand-raise", { raised: true });
    socket.volatile.emit("toggle-hand-raise", { raised: false });
    assert.equal((await ask(socket, "toggle-audio", { enabled: true })).success, true);
  },

  async "an unknown namespace is refused, and the others live on"() {
    const socket = await enter("Ann");
    const nowhere = socket.io.socket("/nowhere");
    const error = await new Promise((refused) => nowhere.on("connect_error", refused));
    assert.equal(error.message, "Invalid namespace");
    assert.equal((await ask(socket, "get-ice-servers", {})).success, true);
  },

  async "connecting again before the answer has come changes nothing"() {
    const socket = open({ autoConnect: false });
    const ids = [];
    socket.on("connect", () => ids.push(socket.id));
    socket.io.once("open", () => socket.connect());
    socket.connect();
    assert.equal((await ask(socket, "join-room", { roomCode, displayName: "Ann" })).success, true);
    assert.equal((await ask(socket, "toggle-audio", { enabled: true })).success, true);
    assert.deepEqual(ids, [socket.id]);
  },

  async "what is emitted before the connection comes first"() {
    const socket = open({ autoConnect: false });
    const joined = ask(socket, "join-room", { roomCode, displayName: "Ann" });
    const texts = ["one", "two", "three"];
    const answers = texts.map((content) => ask(socket, "chat-message", { content }));
    socket.connect();
    assert.equal((await joined).success, true);
    const contents = (await Promise.all(answers)).map(({ message }) => message.content);
    assert.deepEqual(contents, texts);
  },

  async "retried events arrive once and in order"() {
    const socket = await enter("Ann", { retries: 3, ackTimeout: 5000 });
    const contents = Array.from({ length: 20 }, (_, number) => `message ${number}`);
    const answers = contents.map(
      (content) =>
        new Promise((done) => {
          socket.emit("chat-message", { content, key: content }, (_error, answer) => done(answer));
        }),
    );
    for (const answer of await Promise.all(answers)) assert.equal(answer.success, true);
    const stored = await new Promise((done) => {
      socket.emit("get-messages", { limit: 100 }, (_error, answer) => done(answer));
    });
    assert.deepEqual(
      stored.messages.map(({ content }) => content),
      contents,
    );
  },

  async "a burst of candidates arrives in order, also through the upgrade"() {
    const listener = await enter("Ann");
    const numbers = [];
    const all = new Promise((done) => {
      listener.on("ice-candidate", ({ candidate }) => {
        if (numbers.push(candidate.number) === CANDIDATES) done();
      });
    });
    const sender = open();
    sender.emit("join-room", { roomCode, displayName: "Bob" });
    for (let number = 0; number < CANDIDATES; number += 1) {
      sender.emit("ice-candidate", { targetId: listener.id, candidate: { number } });
      if (number % 20 === 0) await new Promise((soon) => setTimeout(soon, 2));
    }
    await all;
    assert.deepEqual(numbers, [...numbers.keys()]);
    const reached = sender.io.engine.transport.name;
    assert.equal(reached, transports.at(-1));
  },

  async "a connection that was lost comes back as the same"() {
    const socket = await enter("Ann");
    const { id } = socket;
    for (let round = 0; round < 3; round += 1) {
      const back = heard(socket, "connect");
      socket.io.engine.close();
      await back;
      assert.equal(socket.recovered, true);
      assert.equal(socket.id, id);
      assert.equal((await ask(socket, "get-ice-servers", {})).success, true);
    }
  },

  async "what was missed comes in order and once"() {
    const [ann, bob] = [await enter("Ann"), await enter("Bob")];
    const { id } = bob;
    const texts = Array.from({ length: 40 }, (_, number) => `message ${number}`);
    const heardTexts = [];
    const all = new Promise((done) => {
      bob.on("chat-message", ({ content }) => {
        heardTexts.push(content);
        if (content === texts.at(-1)) done();
      });
    });
    for (const [number, content] of texts.entries()) {
      if (number % 10 === 5) await close(bob);
      await ask(ann, "chat-message", { content });
    }
    await all;
    assert.deepEqual(heardTexts, texts);
    assert.equal(bob.recovered, true);
    assert.equal(bob.id, id);
  },

  async "namespaces share a connection, and each comes back on its own"() {
    const socket = await enter("Ann");
    const pairing = socket.io.socket("/meetmates");
    await heard(pairing, "connect");
    const ids = [socket.id, pairing.id];
    const back = [heard(socket, "connect"), heard(pairing, "connect")];
    socket.io.engine.close();
    await Promise.all(back);
    assert.deepEqual([socket.id, pairing.id], ids);
    assert.deepEqual([socket.recovered, pairing.recovered], [true, true]);
    pairing.disconnect();
    assert.equal((await ask(socket, "get-ice-servers", {})).success, true);
  },

  async "a connection that was left is another one the next time"() {
    const socket = await enter("Ann");
    const { id } = socket;
    socket.disconnect();
    const back = heard(socket, "connect");
    socket.connect();
    await back;
    assert.equal(socket.recovered, false);
    assert.notEqual(socket.id, id);
  },

  async "large and multilingual payloads pass both ways"() {
    const [ann, bob] = [await enter("Ann"), await enter("Bob")];
    const sdp = { type: "offer", sdp: "Zoë 你好 👩‍👧 ".repeat(2000) };
    const offered = heard(bob, "offer");
    ann.emit("offer", { targetId: bob.id, sdp });
    assert.deepEqual((await offered).sdp, sdp);
  },

  async "leaving is said and heard"() {
    const [ann, bob] = [await enter("Ann"), await enter("Bob")];
    const { id } = bob;
    const left = heard(ann, "user-left");
    bob.disconnect();
    assert.equal((await left).socketId, id);
  },

  async "after a restart of the server clients are back by themselves"() {
    const socket = open({ reconnectionDelay: 200, reconnectionDelayMax: 500 });
    await join(socket, "Ann");
    const restarting = heard(socket, "server-restarting");
    const closed = new Promise((done) => socket.on("disconnect", done));
    process.stdout.write("joined\n");
    assert.ok((await restarting).graceSeconds > 0);
    await closed;
    process.stdout.write("closed\n");
    await new Promise((back) => socket.on("connect", back));
    await join(socket, "Ann");
    process.stdout.write("back\n");
  },
};

function open(options = {}) {
  return io(url, { transports, forceNew: true, reconnectionDelay: 50, ...options });
}

async function enter(displayName, options) {
  const socket = open(options);
  await join(socket, displayName);
  if (transports.length > 1 && socket.io.engine.transport.name !== "websocket") {
    await new Promise((upgraded) => socket.io.engine.once("upgrade", upgraded));
  }
  return socket;
}

async function join(socket, displayName) {
  const joined = heard(socket, "room-joined");
  socket.emit("join-room", { roomCode, displayName });
  await joined;
}

/**
 * Close the connection, but not during an upgrade: the client would close in the moment in which it
 * receives the last poll. It has then asked for what it missed when it delivers these packets.
 */
async function close(socket) {
  const { engine } = socket.io;
  if (engine.upgrading) await new Promise((upgraded) => engine.once("upgrade", upgraded));
  engine.close();
}

function ask(socket, ...event) {
  return socket.timeout(TIMEOUT_MS).emitWithAck(...event);
}

function heard(socket, name) {
  return new Promise((done) => socket.once(name, done));
}

// Ends with whoever started it.
createInterface({ input: process.stdin }).on("close", () => process.exit(1));
await scenarios[scenario]();
process.exit(0);
