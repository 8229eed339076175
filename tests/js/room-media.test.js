import assert from "node:assert/strict";
import { test } from "node:test";
import { newRoomMedia, OVER_MESH, present } from "./example-room-media.js";
import { peers } from "./example-mesh.js";

const KINDS = { kinds: ["audio", "video", "video", "audio"], sendOnly: [2, 3] };
const OFFER = { type: /** @type {const} */ ("offer"), sdp: JSON.stringify(KINDS) };
const SOURCES = /** @type {const} */ ({ 2: "screen", 3: "screen-sound" });
const ROOM = { roomId: "room", path: OVER_MESH };

/** Enter a room with Ann. @param {string[]} offered ids of the people to send an offer to */
function enter(...offered) {
  const parts = newRoomMedia();
  parts.roomMedia.join("me", peers(...offered), [], ROOM);
  parts.roomMedia.expect([present("ann")], true);
  return parts;
}

/** @param {MediaStream | undefined} stream */
function kinds(stream) {
  return stream?.getTracks().map(({ kind }) => kind);
}

test("a peer's microphone and camera are one stream, and a screen with its sound another one", async () => {
  const { roomMedia, streams } = enter();

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });

  const { main, screen } = streams.get("ann") ?? {};
  assert.deepEqual(kinds(main), ["audio", "video"]);
  assert.deepEqual(kinds(screen)?.toSorted(), ["audio", "video"]);
});

test("tracks that arrive before their sender is announced are played afterwards", async () => {
  const { roomMedia, streams } = newRoomMedia();
  roomMedia.join("me", [], [], ROOM);

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  assert.equal(streams.size, 0);
  roomMedia.expect([present("ann")], true);

  assert.deepEqual(kinds(streams.get("ann")?.main), ["audio", "video"]);
});

test("there is no stream of a screen until one is shared", async () => {
  const { roomMedia, streams } = enter();
  const sdp = { ...OFFER, sdp: '{"kinds":["audio","video"]}' };

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp });
  assert.equal(streams.get("ann")?.screen, undefined);
  const main = streams.get("ann")?.main;

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  assert.equal(streams.get("ann")?.main, main);
  assert.notEqual(streams.get("ann")?.screen, undefined);
});

test("a peer that returns under another id keeps its streams and their tracks", async () => {
  const { roomMedia, streams } = enter();
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  const before = streams.get("ann");

  roomMedia.expect([present("ann", { socketId: "ann-2" })], true);
  const between = kinds(before?.main);
  roomMedia.gotResumed("ann", "ann-2");

  assert.deepEqual(streams.get("ann-2"), before);
  assert.deepEqual([between, kinds(before?.main)], Array(2).fill(["audio", "video"]));
});

test("a new connection to a peer has new streams", async () => {
  const { lost, roomMedia, streams } = enter("ann");
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  const before = streams.get("ann");

  roomMedia.drop("ann");
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER });

  assert.deepEqual(lost, ["ann"]);
  assert.notEqual(streams.get("ann")?.main, before?.main);
});

test("the link of a person who has left is lost once", async () => {
  const { lost, roomMedia } = enter();
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER });

  roomMedia.expect([], true);
  roomMedia.drop("ann");

  assert.deepEqual(lost, ["ann"]);
});
