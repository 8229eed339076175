import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomMedia } from "../../static/js/rtc/room-media.js";
import { peers } from "./example-mesh.js";
import { asConnection, FakeConnection } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";
import { FakeStream, outgoing } from "./fake-tracks.js";

/** @import {PeerStreams} from "../../static/js/rtc/received-streams.js" */

const KINDS = { kinds: ["audio", "video", "video", "audio"], sendOnly: [2, 3] };
const OFFER = { type: /** @type {const} */ ("offer"), sdp: JSON.stringify(KINDS) };
const SOURCES = /** @type {const} */ ({ 2: "screen", 3: "screen-sound" });

function newRoomMedia() {
  /** @type {Map<string, PeerStreams>} */
  const streams = new Map();
  /** @type {string[]} */
  const lost = [];
  const roomMedia = new RoomMedia({
    signaling: { sendSignal: () => {} },
    media: { outgoing: outgoing() },
    listener: {
      gotStreams: (peerId, received) => streams.set(peerId, received),
      gotLinkState: () => {},
      lostLink: (peerId) => lost.push(peerId),
      gotUnusableServers: () => {},
    },
    newConnection: () => asConnection(new FakeConnection()),
    newStream: () => /** @type {any} */ (new FakeStream()),
    timers: new FakeTimers(),
  });
  return { lost, roomMedia, streams };
}

/** @param {MediaStream | undefined} stream */
function kinds(stream) {
  return stream?.getTracks().map(({ kind }) => kind);
}

test("a peer's microphone and camera are one stream, and a screen with its sound another one", async () => {
  const { roomMedia, streams } = newRoomMedia();
  roomMedia.join("me", [], []);

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });

  const { main, screen } = streams.get("ann") ?? {};
  assert.deepEqual(kinds(main), ["audio", "video"]);
  assert.deepEqual(kinds(screen)?.toSorted(), ["audio", "video"]);
});

test("there is no stream of a screen until one is shared", async () => {
  const { roomMedia, streams } = newRoomMedia();
  roomMedia.join("me", [], []);
  const sdp = { ...OFFER, sdp: '{"kinds":["audio","video"]}' };

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp });
  assert.equal(streams.get("ann")?.screen, undefined);
  const main = streams.get("ann")?.main;

  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  assert.equal(streams.get("ann")?.main, main);
  assert.notEqual(streams.get("ann")?.screen, undefined);
});

test("a peer that returns under another id keeps its streams", async () => {
  const { roomMedia, streams } = newRoomMedia();
  roomMedia.join("me", [], []);
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  const before = streams.get("ann");

  roomMedia.gotResumed("ann", "ann-2");
  const [face] = before?.main.getVideoTracks?.() ?? before?.main.getTracks() ?? [];
  /** @type {any} */ (face).onunmute();

  assert.equal(streams.get("ann-2")?.main, before?.main);
  assert.equal(streams.get("ann-2")?.screen, before?.screen);
});

test("a new connection to a peer has new streams", async () => {
  const { lost, roomMedia, streams } = newRoomMedia();
  roomMedia.join("me", peers("ann"), []);
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER, sources: SOURCES });
  const before = streams.get("ann");

  roomMedia.drop("ann");
  await roomMedia.mesh.gotOffer({ senderId: "ann", sdp: OFFER });

  assert.deepEqual(lost, ["ann"]);
  assert.notEqual(streams.get("ann")?.main, before?.main);
});
