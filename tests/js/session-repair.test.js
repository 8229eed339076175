import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, newSession, offer, stream, TURN } from "./example-server-session.js";
import { settled } from "./fake-connection.js";

/** Connect both connections of a session, which receives Ann. */
async function connected() {
  const parts = newSession();
  await answer(parts);
  await offer(parts, 1, { 0: stream("ann", "microphone") });
  for (const connection of parts.connections) connection.become("connected");
  return parts;
}

/** @param {ReturnType<typeof newSession>} parts @param {number[]} seconds */
async function pass({ timers }, ...seconds) {
  for (const one of seconds) {
    timers.pass(one);
    await settled();
  }
}

test("a session that sends is connected while there is nobody to receive", async () => {
  const parts = newSession();
  await answer(parts);
  parts.connections[0]?.become("connected");
  await pass(parts, 600);
  assert.deepEqual([parts.states, parts.connections.length], [["connected"], 2]);
});

test("a lost connection is repaired by ICE restart, replacement and relay, then reported", async () => {
  for (const direction of [0, 1]) {
    const parts = await connected();
    parts.factory.setIceServers(TURN);
    parts.connections[direction]?.become("failed");
    assert.deepEqual(parts.states, ["connected", "lost"]);
    await pass(parts, 8, 8, 7, 7);
    const [, , replaced, relayed, ...others] = parts.connections.map(
      ({ configuration }) => /** @type {RTCConfiguration} */ (configuration).iceTransportPolicy,
    );
    assert.deepEqual([replaced, relayed, others], [undefined, "relay", []]);
    assert.deepEqual(parts.states, ["connected", "lost", "unreachable"]);
    assert.ok(parts.connections[direction]?.isClosed);
    assert.ok(!parts.connections[1 - direction]?.isClosed);
  }
});

test("a replaced connection has a new id, and the tracks of others stay until new ones arrive", async () => {
  const parts = await connected();
  parts.connections[1]?.become("failed");
  await pass(parts, 8, 8);
  const { connectionId } = parts.payloads("subscribe-media").at(-1);
  assert.equal(connectionId, "connection-3");
  const [before] = parts.session.tracksOf("seat of ann").microphone ?? [];
  await offer(parts, 1, { 0: stream("ann", "microphone") });
  const [after] = parts.session.tracksOf("seat of ann").microphone ?? [];
  assert.ok(before && after && before !== after);
});

test("a retry by the person replaces what is not connected", async () => {
  const parts = await connected();
  parts.connections[1]?.become("failed");
  await pass(parts, 8, 8, 7, 7);
  const count = parts.connections.length;
  parts.session.retry();
  assert.deepEqual([parts.connections.length, parts.states.at(-1)], [count + 1, "lost"]);
});

test("nothing is repaired while Meet's server can't be reached", async () => {
  const parts = await connected();
  parts.session.watch(false);
  parts.connections[0]?.become("failed");
  const { restarts } = parts.connections[0] ?? {};
  await pass(parts, 600);
  assert.deepEqual([parts.connections.length, restarts], [2, 1]);
  parts.session.watch(true);
  await pass(parts, 8, 8);
  assert.equal(parts.connections.length, 3);
});

test("while the media server refuses, no connection is replaced", async () => {
  const parts = newSession();
  await settled();
  const refusal = { code: "MEDIA_UNAVAILABLE", message: "Later", connectionId: "connection-1" };
  for (let passed = 0; passed < 10; passed += 1) {
    parts.session.gotRefusal(refusal);
    await pass(parts, 3);
  }
  assert.equal(parts.connections.length, 2);
});

test("renewed TURN servers are used by both connections", async () => {
  const parts = await connected();
  parts.factory.setIceServers(TURN);
  parts.session.iceServersChanged();
  for (const { configuration } of parts.connections)
    assert.deepEqual(configuration, { iceServers: TURN });
});

test("a closed session repairs nothing", async () => {
  const parts = await connected();
  parts.session.close();
  assert.ok(parts.connections.every(({ isClosed }) => isClosed));
  await pass(parts, 600);
  assert.equal(parts.timers.count, 0);
});
