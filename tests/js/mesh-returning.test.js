import assert from "node:assert/strict";
import { test } from "node:test";
import { SERVERS, from, newMesh, peers } from "./example-mesh.js";
import { settled } from "./fake-connection.js";

test("rejoining under the same id keeps the links to people who are still present", async () => {
  const { connections, lost, mesh } = newMesh();
  mesh.join("me", peers("ann", "bo"), []);
  mesh.join("me", peers("ann", "cy"), []);
  assert.deepEqual(lost, ["bo"]);
  assert.deepEqual([...mesh.links.keys()], ["ann", "cy"]);
  assert.equal(connections.length, 3);
});

test("rejoining under a new id replaces the links that the other end gave up", async () => {
  const { connections, lost, mesh, sent } = newMesh();
  mesh.join("me", peers("ann"), []);
  await settled();
  mesh.join("me again", peers("ann"), []);
  await settled();
  assert.ok(connections[0]?.isClosed);
  assert.deepEqual(lost, ["ann"]);
  assert.equal(sent.filter(({ name }) => name === "offer").length, 2);
});

test("rejoining under a new id keeps the links to peers that keep them, and resends the offer", async () => {
  const { connections, lost, mesh, sent } = newMesh();
  mesh.join("me", [{ id: "ann", keepsConnections: true }], []);
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
  mesh.join("me again", [{ id: "ann again", previousId: "ann", keepsConnections: true }], SERVERS);
  await settled();
  assert.deepEqual([connections.length, lost], [1, []]);
  assert.deepEqual([...mesh.links.keys()], ["ann again"]);
  assert.equal(connections[0]?.restarts, 1);
  assert.deepEqual(connections[0]?.configuration, { iceServers: SERVERS });
  const last = sent.at(-1);
  assert.deepEqual([last?.name, last?.payload.targetId], ["offer", "ann again"]);
});

test("a peer that returns under another id keeps its link and gets an unanswered offer again", async () => {
  const { connections, lost, mesh, sent } = newMesh();
  mesh.join("me", peers("ann"), []);
  await settled();
  mesh.gotResumed("ann", "ann again");
  assert.deepEqual([connections.length, lost], [1, []]);
  assert.deepEqual(
    sent.map(({ name, payload }) => [name, payload.targetId]),
    [
      ["offer", "ann"],
      ["offer", "ann again"],
    ],
  );
  await mesh.gotAnswer({ senderId: "ann again", sdp: from("answer", "A") });
  mesh.gotResumed("ann again", "ann at last");
  assert.equal(sent.length, 2);
});

test("if a peer's new page sends its offer before the server announces it, only the old link is closed", async () => {
  const { connections, lost, mesh } = newMesh();
  mesh.join("me", peers("ann"), []);
  await mesh.gotOffer({ senderId: "ann again", sdp: from("offer", "B") });
  mesh.gotResumed("ann", "ann again");
  assert.deepEqual(lost, ["ann"]);
  assert.deepEqual([...mesh.links.keys()], ["ann again"]);
  assert.deepEqual([connections[0]?.isClosed, connections[1]?.isClosed], [true, false]);
});

test("an offer from another page of the same peer replaces its link", async () => {
  const { connections, mesh, sent } = newMesh();
  mesh.join("me", [], []);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "A") });
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "A") });
  assert.equal(connections.length, 1);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "B") });
  assert.deepEqual([connections.length, connections[0]?.isClosed], [2, true]);
  assert.equal(sent.filter(({ name }) => name === "answer").length, 3);
});

test("an answer from another page of the same peer replaces the link with a new offer", async () => {
  const { connections, mesh, sent } = newMesh();
  mesh.join("me", peers("ann"), []);
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
  mesh.links.get("ann")?.repair();
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "B") });
  await settled();
  assert.deepEqual([connections.length, connections[0]?.isClosed], [2, true]);
  assert.equal(sent.filter(({ name }) => name === "offer").length, 3);
});

test("a working connection survives a new socket id without an ICE restart", async () => {
  const { connections, lost, mesh, sent } = newMesh();
  mesh.join("me", [{ id: "ann", keepsConnections: true }], []);
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
  connections[0]?.become("connected");
  mesh.join("me again", [{ id: "ann", keepsConnections: true }], []);
  await settled();
  assert.deepEqual([connections.length, connections[0]?.restarts, lost], [1, 0, []]);
  assert.deepEqual(
    sent.map(({ name }) => name),
    ["offer", "offer"],
  );
  mesh.gotResumed("ann", "ann again");
  assert.deepEqual(sent.at(-1)?.payload.targetId, "ann again");
  assert.equal(sent.length, 3);
});

test("a peer that is reconnecting gets an offer when it returns under the same id", async () => {
  for (const [id, expected] of /** @type {[string, string[]][]} */ ([
    ["ann", ["offer", "offer"]],
    ["ann again", ["offer"]],
  ])) {
    const { connections, mesh, sent } = newMesh();
    mesh.join("me", [{ id: "ann", keepsConnections: true }], []);
    await settled();
    await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
    connections[0]?.become("connected");
    mesh.join("me again", [{ id: "ann", keepsConnections: true, isReconnecting: true }], []);
    await settled();
    assert.equal(sent.length, 1);
    mesh.gotResumed("ann", id);
    mesh.gotResumed(id, id);
    await settled();
    assert.deepEqual(
      sent.map(({ name }) => name),
      expected,
    );
  }
});

test("a working connection that the other end has closed is replaced", async () => {
  const { connections, mesh } = newMesh();
  mesh.join("me", [{ id: "ann", keepsConnections: true }], []);
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
  connections[0]?.become("connected");
  mesh.join("me again", [{ id: "ann", keepsConnections: true }], []);
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "B") });
  assert.deepEqual([connections.length, connections[0]?.isClosed], [2, true]);
});
