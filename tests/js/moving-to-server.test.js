/** A room that moves from direct links to a media server and back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { from } from "./example-mesh.js";
import {
  arrive,
  lastStates,
  newRoomMedia,
  offerPeople,
  OVER_MESH,
  OVER_SERVER,
  pass,
  peersWithServer,
  present,
  SOUND_ONLY,
} from "./example-room-media.js";
import { settled } from "./fake-connection.js";

/** Enter a room on the mesh, in which Ann is played over a direct link. */
async function onMesh() {
  const parts = newRoomMedia();
  parts.roomMedia.join("me", peersWithServer("ann"), [], { roomId: "room", path: OVER_MESH });
  parts.roomMedia.expect([present("ann")], true);
  await settled();
  await parts.roomMedia.mesh.gotAnswer({ senderId: "ann", sdp: from("answer", "A") });
  parts.connections[0]?.become("connected");
  return parts;
}

/** Enter a room whose media are over a server, with Ann. */
async function onServer() {
  const parts = newRoomMedia();
  parts.roomMedia.join("me", peersWithServer("ann"), [], { roomId: "room", path: OVER_SERVER });
  parts.roomMedia.expect([present("ann")], true);
  await offerPeople(parts, 1, "ann");
  return parts;
}

/** @param {Awaited<ReturnType<typeof onMesh>>} parts @param {string} name */
function played({ streams }, name = "ann") {
  return streams.get(name)?.main.getTracks();
}

/** @param {import("./fake-connection.js").FakeConnection | undefined} connection */
function tracksOf(connection) {
  return connection?.transceivers.map(({ receiver }) => receiver.track);
}

test("a person is played over the server once sound and picture arrive there, both at once", async () => {
  const parts = await onMesh();
  const { connections, roomMedia, streams } = parts;
  const { main } = streams.get("ann") ?? {};
  roomMedia.gotPath(OVER_SERVER);
  await offerPeople(parts, 1, "ann");
  const [direct, , server] = connections;
  await pass(parts, 1);
  assert.deepEqual(played(parts), tracksOf(direct));

  arrive(server, 0);
  await pass(parts, 1);
  assert.deepEqual(played(parts), tracksOf(direct));
  assert.deepEqual(parts.payloads("report-media"), []);

  arrive(server, 0, 1);
  await pass(parts, 1);
  assert.deepEqual(played(parts), tracksOf(server));
  assert.equal(streams.get("ann")?.main, main);
  assert.deepEqual(lastStates(parts), { ann: "connected" });
});

test("what is played over the server is reported, and then the direct link is closed", async () => {
  const parts = await onMesh();
  const { connections, lost, payloads, roomMedia } = parts;
  roomMedia.gotPath(OVER_SERVER);
  await offerPeople(parts, 1, "ann");
  arrive(connections[2], 0, 1);
  await pass(parts, 1);
  const received = [
    { participantId: "seat of ann", source: "microphone" },
    { participantId: "seat of ann", source: "camera" },
  ];
  assert.deepEqual(payloads("report-media"), [{ roomId: "room", received }]);

  roomMedia.gotReplaced(["seat of ann"]);
  assert.ok(connections[0]?.isClosed);
  assert.deepEqual([lost, lastStates(parts)], [[], { ann: "connected" }]);
  assert.deepEqual(played(parts), tracksOf(connections[2]));
});

test("only what is on and displayed is waited for", async () => {
  for (const expected of /** @type {("microphone" | "camera")[][]} */ ([
    ["microphone"],
    ["camera"],
    [],
  ])) {
    const parts = await onMesh();
    parts.roomMedia.expect([present("ann", { expected })], true);
    parts.roomMedia.gotPath(OVER_SERVER);
    await offerPeople(parts, 1, "ann");
    arrive(parts.connections[2], ...expected.map((source) => (source === "camera" ? 1 : 0)));
    await pass(parts, 1);
    assert.deepEqual(played(parts), tracksOf(parts.connections[2]), expected.join());
  }
});

test("people move one by one, and those without the media server stay on direct links", async () => {
  const parts = await onMesh();
  const { connections, roomMedia } = parts;
  const old = present("bo", { usesMediaServer: false });
  roomMedia.expect([present("ann"), old], true);
  await roomMedia.mesh.gotOffer({ senderId: "bo", sdp: from("offer", "B") });
  roomMedia.gotPath(OVER_SERVER);
  await offerPeople(parts, 1, "ann");
  arrive(connections[3], 0, 1);
  await pass(parts, 1);
  assert.deepEqual(played(parts, "ann"), tracksOf(connections[3]));
  assert.deepEqual(played(parts, "bo"), tracksOf(connections[1]));
});

test("a replaced direct link is not opened again, neither by time nor by a late signal", async () => {
  const parts = await onMesh();
  const { connections, roomMedia, timers } = parts;
  roomMedia.gotPath(OVER_SERVER);
  await offerPeople(parts, 1, "ann");
  for (const connection of connections.slice(1)) connection.become("connected");
  roomMedia.gotReplaced(["seat of ann"]);
  roomMedia.expect([present("ann")], true);
  roomMedia.gotSignal("offer", { senderId: "ann", sdp: from("offer", "A") });
  roomMedia.gotSignal("ice-candidate", { senderId: "ann", candidate: { candidate: "late" } });
  timers.pass(60);
  await settled();
  assert.deepEqual([connections.length, roomMedia.mesh.links.size], [3, 0]);
});

test("another client of a person, without the media server, connects directly", async () => {
  const parts = await onMesh();
  const { roomMedia } = parts;
  roomMedia.gotPath(OVER_SERVER);
  roomMedia.gotReplaced(["seat of ann"]);
  roomMedia.expect([present("ann", { socketId: "ann-2", usesMediaServer: false })], true);
  roomMedia.gotSignal("offer", { senderId: "ann-2", sdp: from("offer", "B") });
  await settled();
  assert.deepEqual([...roomMedia.mesh.links.keys()], ["ann-2"]);
});

test("a newcomer connects directly only to people without the media server", async () => {
  const parts = newRoomMedia();
  const old = { id: "bo", keepsConnections: false, usesMediaServer: false };
  const room = { roomId: "room", path: OVER_SERVER };
  parts.roomMedia.join("me", [...peersWithServer("ann"), old], [], room);
  await settled();
  assert.deepEqual([...parts.roomMedia.mesh.links.keys()], ["bo"]);
  assert.equal(parts.payloads("publish-media").length, 1);
});

test("without a direct link, whatever arrives over the server is played at once", async () => {
  const parts = await onServer();
  const [, server] = parts.connections;
  assert.deepEqual(played(parts), tracksOf(server));
  assert.deepEqual(lastStates(parts), { ann: "connected" });
});

test("after a reconnect both connections stay, and requests and reports are sent again", async () => {
  const parts = await onServer();
  arrive(parts.connections[1], 0, 1);
  await pass(parts, 1);
  const reports = parts.payloads("report-media").length;
  const room = { roomId: "room", path: OVER_SERVER };
  parts.roomMedia.join("me-2", peersWithServer("ann"), [], room);
  await settled();
  assert.equal(parts.connections.length, 2);
  const ids = parts.payloads("subscribe-media").map(({ connectionId }) => connectionId);
  assert.deepEqual(ids, ["connection-2", "connection-2"]);
  assert.equal(parts.payloads("report-media").length, reports + 1);
  assert.deepEqual(
    parts.payloads("publish-media").map(({ connectionId }) => connectionId),
    ["connection-1", "connection-1"],
  );
});

test("another media server gets new connections, and the tiles show the last pictures meanwhile", async () => {
  const parts = await onServer();
  const { connections, roomMedia, serverStates, streams } = parts;
  for (const connection of connections) connection.become("connected");
  const { main } = streams.get("ann") ?? {};
  roomMedia.gotPath({ over: "server", generation: 2 });
  assert.deepEqual(serverStates, ["connecting", "connected", "lost"]);
  await offerPeople(parts, 1, "ann");
  assert.deepEqual(played(parts), tracksOf(connections[1]));
  assert.ok(!connections[1]?.isClosed);

  arrive(connections[3], 0, 1);
  await pass(parts, 1);
  for (const connection of connections.slice(2)) connection.become("connected");
  assert.deepEqual(played(parts), tracksOf(connections[3]));
  assert.ok(connections[0]?.isClosed && connections[1]?.isClosed);
  assert.equal(streams.get("ann")?.main, main);
  assert.deepEqual([serverStates.at(-1), parts.lost], ["connected", []]);
});

test("a lost media server is played for 10 s at most", async () => {
  const parts = await onServer();
  parts.roomMedia.gotPath({ over: "server", generation: 2 });
  parts.timers.pass(9.9);
  assert.ok(!parts.connections[1]?.isClosed);
  parts.timers.pass(0.1);
  assert.ok(parts.connections[1]?.isClosed);
  assert.deepEqual(lastStates(parts), { ann: "connecting" });
});

test("the same generation again restarts ICE of the same connections", async () => {
  const parts = await onServer();
  const { connectionId, number, sdp } = parts.payloads("publish-media").at(-1);
  const answer = { type: /** @type {const} */ ("answer"), sdp: sdp.sdp };
  parts.roomMedia.gotServerEvent("media-answer", { connectionId, number, sdp: answer });
  await settled();
  parts.roomMedia.gotPath(OVER_SERVER);
  await settled();
  assert.deepEqual([parts.connections.length, parts.connections[0]?.restarts], [2, 1]);
  assert.equal(parts.payloads("subscribe-media").at(-1).restart, true);
});

test("if the media server is lost and the room is small, direct links carry everything again", async () => {
  const parts = await onServer();
  const { connections, roomMedia } = parts;
  roomMedia.expect([present("zoe")], true);
  roomMedia.gotPath({ over: "mesh", generation: 2 });
  await settled();
  assert.deepEqual([...roomMedia.mesh.links.keys()], ["zoe"]);
  const tracks = connections[2]?.transceivers.map(({ sender }) => sender.track);
  const { camera, microphone } = parts.media.outgoing.tracks;
  assert.deepEqual(tracks, [microphone, camera]);
});

test("of two people whose direct link is needed again, one sends the offer", async () => {
  const parts = await onServer();
  parts.roomMedia.gotPath({ over: "mesh", generation: 2 });
  assert.equal(parts.roomMedia.mesh.links.size, 0);
});

test("without a media server, a large room sends its sound directly, and no pictures", async () => {
  const parts = await onMesh();
  const { camera, microphone } = parts.media.outgoing.tracks;
  const sent = () => parts.connections[0]?.transceivers.map(({ sender }) => sender.track);
  parts.roomMedia.gotPath(SOUND_ONLY);
  assert.deepEqual(sent(), [microphone, null]);
  parts.roomMedia.gotPath({ over: "mesh", generation: 3 });
  assert.deepEqual(sent(), [microphone, camera]);
});

test("muted people are not heard over the server either", async () => {
  const parts = await onServer();
  const [sound] = tracksOf(parts.connections[1]) ?? [];
  parts.roomMedia.expect([present("ann", { isMuted: true })], true);
  assert.equal(sound?.enabled, false);
  parts.roomMedia.gotPath({ over: "server", generation: 2 });
  await offerPeople(parts, 1, "ann");
  const [next] = tracksOf(parts.connections[3]) ?? [];
  assert.equal(next?.enabled, false);
});

test("a person who leaves is not played, and a call that ends closes everything", async () => {
  const parts = await onServer();
  parts.roomMedia.expect([], true);
  assert.deepEqual(parts.lost, ["ann"]);
  parts.roomMedia.close();
  assert.ok(parts.connections.every(({ isClosed }) => isClosed));
  assert.equal(parts.serverStates.at(-1), "unused");
});
