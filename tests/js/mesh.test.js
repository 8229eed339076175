import assert from "node:assert/strict";
import { test } from "node:test";
import { Mesh } from "../../static/js/call/mesh.js";
import {
  asConnection,
  FakeConnection,
  FakeStream,
  FakeTrack,
  outgoing,
  settled,
} from "./fake-connection.js";

/** @typedef {{name: string, payload: any}} Said */

function newMesh() {
  /** @type {Said[]} */
  const said = [];
  /** @type {FakeConnection[]} */
  const connections = [];
  /** @type {string[]} */
  const lost = [];
  /** @type {Map<string, MediaStream>} */
  const streams = new Map();
  const media = { outgoing: outgoing() };
  const mesh = new Mesh({
    signaling: { relay: (name, payload) => said.push({ name, payload }) },
    media,
    listener: {
      gotStream: (peerId, stream) => streams.set(peerId, stream),
      gotLinkState: () => {},
      lostLink: (peerId) => lost.push(peerId),
    },
    newConnection: (configuration) => {
      const connection = new FakeConnection();
      connection.setConfiguration(configuration);
      connections.push(connection);
      return asConnection(connection);
    },
    newStream: () => /** @type {MediaStream} */ (/** @type {unknown} */ (new FakeStream())),
  });
  return { connections, lost, media, mesh, said, streams };
}

const OFFER = { type: /** @type {const} */ ("offer"), sdp: '{"kinds":["audio","video"]}' };
const SERVERS = [{ urls: "stun:stun.example.org" }];

test("whoever enters offers to everybody present", async () => {
  const { connections, mesh, said } = newMesh();
  mesh.enter("me", ["ann", "bo"], SERVERS);
  await settled();
  assert.deepEqual(
    said.map(({ name, payload }) => [name, payload.targetId, payload.sdp.type]),
    [
      ["offer", "ann", "offer"],
      ["offer", "bo", "offer"],
    ],
  );
  assert.deepEqual(connections[0]?.configuration, { iceServers: SERVERS });
});

test("a newcomer's offer is answered, even before the news of who it is", async () => {
  const { mesh, said, streams } = newMesh();
  mesh.enter("me", [], []);
  await mesh.gotCandidate({ senderId: "ann", candidate: { candidate: "early" } });
  await mesh.gotOffer({ senderId: "ann", sdp: OFFER });
  assert.deepEqual(
    said.map(({ name, payload }) => [name, payload.targetId]),
    [["answer", "ann"]],
  );
  assert.deepEqual(
    streams
      .get("ann")
      ?.getTracks()
      .map(({ kind }) => kind),
    ["audio", "video"],
  );
});

test("an answer from somebody unknown makes no link", async () => {
  const { mesh } = newMesh();
  mesh.enter("me", [], []);
  await mesh.gotAnswer({ senderId: "ann", sdp: { type: "answer", sdp: OFFER.sdp } });
  assert.equal(mesh.links.size, 0);
});

test("candidates are sent as plain objects to the peer they are for", () => {
  const { connections, mesh, said } = newMesh();
  mesh.enter("me", ["ann"], []);
  const plain = { candidate: "candidate:1", sdpMid: "0" };
  connections[0]?.onicecandidate?.({ candidate: { toJSON: () => plain } });
  assert.deepEqual(said, [
    { name: "ice-candidate", payload: { targetId: "ann", candidate: plain } },
  ]);
});

test("the two ends of a link never agree on who is polite", async () => {
  for (const [one, other] of [
    ["a", "b"],
    ["b", "a"],
  ]) {
    const [here, there] = [newMesh(), newMesh()];
    here.mesh.enter(`${one}`, [`${other}`], []);
    there.mesh.enter(`${other}`, [`${one}`], []);
    await settled();
    const [mine, theirs] = [here.said[0]?.payload.sdp, there.said[0]?.payload.sdp];
    await here.mesh.gotOffer({ senderId: `${other}`, sdp: theirs });
    await there.mesh.gotOffer({ senderId: `${one}`, sdp: mine });
    const answers = [...here.said, ...there.said].filter(({ name }) => name === "answer");
    assert.equal(answers.length, 1);
  }
});

test("entering again under the same id keeps the links to those still there", async () => {
  const { connections, lost, mesh } = newMesh();
  mesh.enter("me", ["ann", "bo"], []);
  mesh.enter("me", ["ann", "cy"], []);
  assert.deepEqual(lost, ["bo"]);
  assert.deepEqual([...mesh.links.keys()], ["ann", "cy"]);
  assert.equal(connections.length, 3);
});

test("entering again under a new id begins every link anew", async () => {
  const { connections, lost, mesh, said } = newMesh();
  mesh.enter("me", ["ann"], []);
  await settled();
  mesh.enter("me again", ["ann"], []);
  await settled();
  assert.ok(connections[0]?.isClosed);
  assert.deepEqual(lost, ["ann"]);
  assert.equal(said.filter(({ name }) => name === "offer").length, 2);
});

test("new tracks go to every peer", async () => {
  const { connections, media, mesh } = newMesh();
  mesh.enter("me", ["ann", "bo"], []);
  const face = new FakeTrack("video");
  Object.assign(media, { outgoing: outgoing(null, face) });
  mesh.tracksChanged();
  await settled();
  for (const { transceivers } of connections) assert.equal(transceivers[1]?.sender.track, face);
});

test("fresh ICE servers reach the links there are and those to come", async () => {
  const { connections, mesh } = newMesh();
  mesh.enter("me", ["ann"], []);
  mesh.setIceServers(SERVERS);
  await mesh.gotOffer({ senderId: "bo", sdp: OFFER });
  assert.deepEqual(
    connections.map(({ configuration }) => configuration),
    [{ iceServers: SERVERS }, { iceServers: SERVERS }],
  );
});

test("a peer that left is let go, once", () => {
  const { connections, lost, mesh } = newMesh();
  mesh.enter("me", ["ann"], []);
  mesh.drop("ann");
  mesh.drop("ann");
  assert.deepEqual(lost, ["ann"]);
  assert.ok(connections[0]?.isClosed);
  assert.equal(mesh.links.size, 0);
});
