import assert from "node:assert/strict";
import { test } from "node:test";
import { OFFER, SERVERS, newMesh, offers, peers } from "./example-mesh.js";
import { settled } from "./fake-connection.js";
import { FakeTrack, outgoing } from "./fake-tracks.js";

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
  const { mesh, sent, tracks } = newMesh();
  mesh.join("me", [], []);
  await mesh.gotCandidate({ senderId: "ann", candidate: { candidate: "early" } });
  await mesh.gotOffer({ senderId: "ann", sdp: OFFER });
  assert.deepEqual(
    sent.map(({ name, payload }) => [name, payload.targetId]),
    [["answer", "ann"]],
  );
  const { microphone = [], camera = [] } = tracks.get("ann") ?? {};
  assert.deepEqual(
    [...microphone, ...camera].map(({ kind }) => kind),
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

test("muted peers are not played, whatever they send and under every socket id", async () => {
  const { mesh, tracks } = newMesh();
  mesh.join("me", [], []);
  mesh.muteAudio(["ann"]);
  await mesh.gotOffer({ senderId: "ann", sdp: OFFER });
  const sound = () => tracks.get("ann")?.microphone?.[0]?.enabled;
  assert.equal(sound(), false);
  mesh.muteAudio(["ann again"]);
  mesh.gotResumed("ann", "ann again");
  assert.equal(sound(), false);
  mesh.muteAudio([]);
  assert.equal(sound(), true);
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

test("a screen beside the camera goes only to the peers that understand it, under every socket id", async () => {
  const { connections, media, mesh, moved, sent } = newMesh();
  mesh.useTwoPictures(["ann"]);
  mesh.join("me", peers("ann", "bo"), []);
  await settled();
  for (const senderId of ["ann", "bo"])
    await mesh.gotAnswer({ senderId, sdp: { type: "answer", sdp: OFFER.sdp } });

  const [face, screen] = [new FakeTrack("video"), new FakeTrack("video")];
  Object.assign(media, { outgoing: outgoing(null, face, screen) });
  mesh.tracksChanged();
  await settled();

  const pictures = connections.map(({ transceivers }) =>
    transceivers.filter(({ kind }) => kind === "video").map(({ sender }) => sender.track),
  );
  assert.deepEqual(pictures, [[face, screen], [screen]]);
  assert.deepEqual(sent.at(-1)?.payload.sources, { 0: "microphone", 1: "camera", 2: "screen" });

  mesh.useTwoPictures(["ann again"]);
  mesh.gotResumed("ann", "ann again");
  assert.deepEqual(moved, [["ann", "ann again"]]);
  await settled();
  assert.equal(connections[0]?.transceivers[1]?.sender.track, face);
});
