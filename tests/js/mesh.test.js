import assert from "node:assert/strict";
import { test } from "node:test";
import { Mesh } from "../../static/js/rtc/mesh.js";
import {
  asConnection,
  FakeConnection,
  FakeStream,
  FakeTrack,
  outgoing,
  settled,
} from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";

/** @typedef {{name: string, payload: any}} Sent */

function newMesh() {
  /** @type {Sent[]} */
  const sent = [];
  /** @type {FakeConnection[]} */
  const connections = [];
  /** @type {string[]} */
  const lost = [];
  /** @type {Map<string, MediaStream>} */
  const streams = new Map();
  /** @type {[string, string][]} */
  const states = [];
  /** @type {string[]} */
  const unusable = [];
  const media = { outgoing: outgoing() };
  const timers = new FakeTimers();
  const mesh = new Mesh({
    signaling: { sendSignal: (name, payload) => sent.push({ name, payload }) },
    media,
    listener: {
      gotStream: (peerId, stream) => streams.set(peerId, stream),
      gotLinkState: (peerId, state) => states.push([peerId, state]),
      lostLink: (peerId) => lost.push(peerId),
      gotUnusableServers: (urls) => unusable.push(...urls),
    },
    timers,
    newConnection: (configuration) => {
      if (configuration.iceServers?.some(({ urls }) => urls.includes(" ")))
        throw new SyntaxError("Invalid ICE URL");
      const connection = new FakeConnection();
      connection.setConfiguration(configuration);
      connections.push(connection);
      return asConnection(connection);
    },
    newStream: () => /** @type {MediaStream} */ (/** @type {unknown} */ (new FakeStream())),
  });
  return { connections, lost, media, mesh, sent, states, streams, timers, unusable };
}

/** Return the data of peers that are already present on entering. @param {string[]} ids */
function peers(...ids) {
  return ids.map((id) => ({ id, keepsConnections: false }));
}

/**
 * Return a description with a fingerprint that identifies the connection.
 * @param {"offer" | "answer"} type
 * @param {string} page
 */
function from(type, page) {
  return { type, sdp: `{"kinds":["audio","video"],"line":"a=fingerprint:sha-256 ${page} "}` };
}

const OFFER = { type: /** @type {const} */ ("offer"), sdp: '{"kinds":["audio","video"]}' };
const SERVERS = [{ urls: "stun:stun.example.org" }];

test("a client that joins sends an offer to everyone present", async () => {
  const { connections, mesh, sent } = newMesh();
  mesh.join("me", peers("ann", "bo"), SERVERS);
  await settled();
  assert.deepEqual(
    sent.map(({ name, payload }) => [name, payload.targetId, payload.sdp.type]),
    [
      ["offer", "ann", "offer"],
      ["offer", "bo", "offer"],
    ],
  );
  assert.deepEqual(connections[0]?.configuration, { iceServers: SERVERS });
});

test("a newcomer's offer is answered, even before the event that announces them", async () => {
  const { mesh, sent, streams } = newMesh();
  mesh.join("me", [], []);
  await mesh.gotCandidate({ senderId: "ann", candidate: { candidate: "early" } });
  await mesh.gotOffer({ senderId: "ann", sdp: OFFER });
  assert.deepEqual(
    sent.map(({ name, payload }) => [name, payload.targetId]),
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

test("an answer from an unknown peer creates no link", async () => {
  const { mesh } = newMesh();
  mesh.join("me", [], []);
  await mesh.gotAnswer({ senderId: "ann", sdp: { type: "answer", sdp: OFFER.sdp } });
  assert.equal(mesh.links.size, 0);
});

test("candidates are sent as plain objects to their peer", () => {
  const { connections, mesh, sent } = newMesh();
  mesh.join("me", peers("ann"), []);
  const plain = { candidate: "candidate:1", sdpMid: "0" };
  connections[0]?.onicecandidate?.({ candidate: { toJSON: () => plain } });
  assert.deepEqual(sent, [
    { name: "ice-candidate", payload: { targetId: "ann", candidate: plain } },
  ]);
});

test("exactly one end of each link is polite", async () => {
  for (const [one, other] of [
    ["a", "b"],
    ["b", "a"],
  ]) {
    const [here, there] = [newMesh(), newMesh()];
    here.mesh.join(`${one}`, peers(`${other}`), []);
    there.mesh.join(`${other}`, peers(`${one}`), []);
    await settled();
    const [mine, theirs] = [here.sent[0]?.payload.sdp, there.sent[0]?.payload.sdp];
    await here.mesh.gotOffer({ senderId: `${other}`, sdp: theirs });
    await there.mesh.gotOffer({ senderId: `${one}`, sdp: mine });
    const answers = [...here.sent, ...there.sent].filter(({ name }) => name === "answer");
    assert.equal(answers.length, 1);
  }
});

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

test("new tracks go to every peer", async () => {
  const { connections, media, mesh } = newMesh();
  mesh.join("me", peers("ann", "bo"), []);
  const face = new FakeTrack("video");
  Object.assign(media, { outgoing: outgoing(null, face) });
  mesh.tracksChanged();
  await settled();
  for (const { transceivers } of connections) assert.equal(transceivers[1]?.sender.track, face);
});

test("new ICE servers are used by existing and new links", async () => {
  const { connections, mesh } = newMesh();
  mesh.join("me", peers("ann"), []);
  mesh.setIceServers(SERVERS);
  await mesh.gotOffer({ senderId: "bo", sdp: OFFER });
  assert.deepEqual(
    connections.map(({ configuration }) => configuration),
    [{ iceServers: SERVERS }, { iceServers: SERVERS }],
  );
});

test("the link to a peer that left is closed once", () => {
  const { connections, lost, mesh } = newMesh();
  mesh.join("me", peers("ann"), []);
  mesh.drop("ann");
  mesh.drop("ann");
  assert.deepEqual(lost, ["ann"]);
  assert.ok(connections[0]?.isClosed);
  assert.equal(mesh.links.size, 0);
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
  mesh.links.get("ann")?.resendOffer();
  await settled();
  await mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "B") });
  await settled();
  assert.deepEqual([connections.length, connections[0]?.isClosed], [2, true]);
  assert.equal(sent.filter(({ name }) => name === "offer").length, 3);
});

test("muted peers are not played, whatever they send and under every socket id", async () => {
  const { mesh, streams } = newMesh();
  mesh.join("me", [], []);
  mesh.muteAudio(["ann"]);
  await mesh.gotOffer({ senderId: "ann", sdp: OFFER });
  const sound = () =>
    streams
      .get("ann")
      ?.getTracks()
      .find(({ kind }) => kind === "audio")?.enabled;
  assert.equal(sound(), false);
  mesh.muteAudio(["ann again"]);
  mesh.gotResumed("ann", "ann again");
  assert.equal(sound(), false);
  mesh.muteAudio([]);
  assert.equal(sound(), true);
});

/** @param {ReturnType<typeof newMesh>} parts */
function offers({ sent }) {
  return sent.filter(({ name }) => name === "offer").length;
}

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

test("a peer that starts a new connection gets the full time again", async () => {
  const { connections, mesh, states, timers } = newMesh();
  mesh.watch(["ann"]);
  mesh.join("me", [], []);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "A") });
  timers.pass(15);
  await mesh.gotOffer({ senderId: "ann", sdp: from("offer", "B") });
  timers.pass(15);
  await settled();
  assert.deepEqual([connections.length, states], [2, []]);
});

test("a refused ICE server is left out and reported once, and every peer gets a link", async () => {
  const parts = newMesh();
  const { connections, mesh, unusable } = parts;
  mesh.join("me", peers("ann", "bo"), [{ urls: " stun:x" }, ...SERVERS]);
  await mesh.gotOffer({ senderId: "cy", sdp: OFFER });
  await settled();
  assert.deepEqual([...mesh.links.keys()], ["ann", "bo", "cy"]);
  assert.equal(offers(parts), 2);
  assert.deepEqual(connections.at(-1)?.configuration, { iceServers: SERVERS });
  assert.deepEqual(unusable, [" stun:x"]);
});

test("if the browser can't create connections, everything else still works", async () => {
  const { mesh, timers, states } = newMesh();
  mesh.watch(["ann"]);
  const servers = /** @type {any} */ ([{ urls: { includes: () => true } }]);
  mesh.join("me", peers("ann"), servers);
  await mesh.gotCandidate({ senderId: "ann", candidate: { candidate: "early" } });
  timers.pass(30);
  assert.deepEqual(states.at(-1), ["ann", "unreachable"]);
});
