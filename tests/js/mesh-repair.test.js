import assert from "node:assert/strict";
import { test } from "node:test";
import { from, newMesh, offers, peers } from "./example-mesh.js";
import { settled } from "./fake-connection.js";

test("a peer that never answers gets the offer again, then a new connection, and then counts as unreachable", async () => {
  const parts = newMesh();
  const { connections, mesh, states, timers } = parts;
  mesh.watch(["ann"]);
  mesh.join("me", peers("ann"), []);
  await settled();
  assert.deepEqual([offers(parts), connections.length], [1, 1]);

  timers.pass(8);
  await settled();
  assert.deepEqual([offers(parts), connections.length], [2, 1]);
  timers.pass(8);
  await settled();
  assert.deepEqual([offers(parts), connections.length], [3, 2]);
  assert.ok(connections[0]?.isClosed);
  timers.pass(14);
  assert.deepEqual(states.at(-1), ["ann", "unreachable"]);
  assert.equal(timers.count, 0);

  connections[1]?.become("connecting");
  assert.deepEqual(states.at(-1), ["ann", "unreachable"]);
  mesh.retry("ann");
  await settled();
  assert.deepEqual([offers(parts), connections.length], [4, 3]);
  timers.pass(14);
  assert.deepEqual(states.at(-1), ["ann", "unreachable"]);
});

test("a newcomer that never sends an offer gets one", async () => {
  const parts = newMesh();
  parts.mesh.join("me", [], []);
  parts.mesh.watch(["ann"]);
  parts.timers.pass(8);
  await settled();
  assert.equal(offers(parts), 1);
});

test("a connected link is not retried, and gets the full time again when it is lost", async () => {
  const parts = newMesh();
  const { connections, mesh, states, timers } = parts;
  mesh.watch(["ann"]);
  mesh.join("me", peers("ann"), []);
  await settled();
  connections[0]?.become("connected");
  timers.pass(120);
  await settled();
  assert.deepEqual([offers(parts), connections.length], [1, 1]);

  connections[0]?.become("failed");
  timers.pass(30);
  await settled();
  assert.equal(connections.length, 2);
  assert.deepEqual(states.at(-1), ["ann", "unreachable"]);
  connections[1]?.become("connected");
  assert.deepEqual(states.at(-1), ["ann", "connected"]);
});

test("no offer is sent while the peer or the server is disconnected", async () => {
  const parts = newMesh();
  parts.mesh.watch(["ann"]);
  parts.mesh.join("me", peers("ann"), []);
  await settled();
  parts.mesh.watch([]);
  parts.timers.pass(120);
  await settled();
  assert.equal(offers(parts), 1);
  parts.mesh.watch(["ann"]);
  parts.timers.pass(8);
  assert.equal(offers(parts), 2);
});

test("a peer that replaces the connection gets time, and the connection is not replaced once more", async () => {
  const { connections, mesh, states, timers } = newMesh();
  mesh.watch(["ann"]);
  mesh.join("me", [], []);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "A") });
  timers.pass(15);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "B") });
  timers.pass(13);
  await settled();
  assert.deepEqual([connections.length, states], [2, []]);
  timers.pass(1);
  assert.deepEqual([connections.length, states], [2, [["ann", "unreachable"]]]);
});

test("a connection that fails twice goes through a relay only, if there is one", async () => {
  for (const [url, policies] of /** @type {[string, unknown[]][]} */ ([
    ["turn:turn.example.org", [undefined, undefined, "relay"]],
    ["turns:turn.example.org", [undefined, undefined, "relay"]],
    ["stun:stun.example.org", [undefined, undefined]],
  ])) {
    const parts = newMesh();
    parts.mesh.watch(["ann"]);
    parts.mesh.join("me", peers("ann"), [{ urls: ["stun:a.example.org", url] }]);
    await settled();
    for (const seconds of [8, 8, 13]) {
      parts.timers.pass(seconds);
      await settled();
    }
    const used = parts.connections.map(
      ({ configuration }) => /** @type {RTCConfiguration} */ (configuration).iceTransportPolicy,
    );
    assert.deepEqual(used, policies);
    assert.deepEqual(parts.states, []);
    parts.timers.pass(1);
    assert.deepEqual(parts.states.at(-1), ["ann", "unreachable"]);
    assert.equal(offers(parts), policies.length + 1);
  }
});
