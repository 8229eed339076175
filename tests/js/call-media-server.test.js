/** A call whose media are over a media server: what the call passes on, tells the state and sends. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { presentPeople } from "../../static/js/call/state/present-people.js";
import { meeting, participant, play } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, leave } from "./in-a-call.js";

const PATH = { over: /** @type {const} */ ("server"), generation: 3 };

/** @param {ReturnType<typeof newCall>} parts */
function expectedOfAnn({ roomMedia }) {
  return roomMedia.people[0]?.expected;
}

test("the path of the media is passed on, at entering and after each change", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { media: PATH });
  assert.deepEqual(parts.roomMedia.calls[0]?.at(-1), { roomId: "room", path: PATH });
  assert.deepEqual(parts.store.state.mediaPath, PATH);

  const next = { over: "sound-only", generation: 4 };
  parts.signaling.gotEvent("room-media-changed", next);
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["gotPath", next]);
  assert.deepEqual(parts.store.state.mediaPath, next);
});

test("events about the media server are passed on", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  for (const name of ["media-answer", "media-offer", "media-refused"]) {
    const payload = { connectionId: name };
    parts.signaling.gotEvent(name, payload);
    assert.deepEqual(parts.roomMedia.calls.at(-1), ["gotServerEvent", name, payload]);
  }
  parts.signaling.gotEvent("direct-links-replaced", { participantIds: ["seat of ann"] });
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["gotReplaced", ["seat of ann"]]);
});

test("a person is expected to be heard while unmuted, and seen while on and displayed", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  assert.deepEqual(expectedOfAnn(parts), ["microphone", "camera"]);

  parts.call.pictures.display(new Map([["seat of ann", { width: 0, height: 0 }]]));
  assert.deepEqual(expectedOfAnn(parts), ["microphone"]);
  parts.call.pictures.display(new Map([["seat of ann", { width: 320, height: 180 }]]));
  parts.signaling.gotEvent("user-toggle-audio", { socketId: "ann", enabled: false });
  assert.deepEqual(expectedOfAnn(parts), ["camera"]);
  parts.signaling.gotEvent("user-toggle-video", { socketId: "ann", enabled: false });
  assert.deepEqual(expectedOfAnn(parts), []);
});

test("a picture that is paused over a weak connection is not expected", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  parts.call.pictures.display(new Map([["seat of ann", { width: 320, height: 180 }]]));
  const payload = { socketId: "ann", level: 3 };
  parts.store.dispatch({ type: "picture-level-changed", payload });
  assert.deepEqual(expectedOfAnn(parts), ["microphone"]);
});

test("people are not told again after changes that are not about them", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  const { people } = parts.roomMedia;
  parts.signaling.gotEvent("room-locked", { locked: true });
  assert.equal(parts.roomMedia.people, people);
  parts.signaling.gotEvent("disconnected", {});
  assert.notEqual(parts.roomMedia.people, people);
  assert.equal(parts.roomMedia.isConnected, false);
});

test("a shared screen is expected if it is displayed", () => {
  const state = play(meeting({ participants: [participant("ann")] }), [
    "screen-share-started",
    { socketId: "ann" },
  ]);
  const [displayed] = presentPeople(state, () => true);
  const [hidden] = presentPeople(state, () => false);
  assert.deepEqual(displayed?.expected, ["microphone", "camera", "screen"]);
  assert.deepEqual(hidden?.expected, ["microphone"]);
});

test("another path of the media gets all requested sizes again", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  parts.call.pictures.display(new Map([["seat of ann", { width: 320, height: 180 }]]));
  parts.timers.pass(1);
  parts.signaling.gotEvent("room-media-changed", PATH);
  const [first, second] = parts.signaling.payloads("request-pictures");
  assert.deepEqual(second, first);
});

test("if the media server is full, the camera and the screen are turned off with a notice", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.media.screen.start();
  parts.call.media.gotServerFull();
  const { media, notices } = parts.store.state;
  assert.deepEqual([media.camera.isOn, media.isSharingScreen], [false, false]);
  assert.equal(media.microphone.isOn, true);
  assert.equal(notices.at(-1)?.kind, "media-server-full");
});

test("the state of the media server is forgotten after the call", async () => {
  const parts = newCall();
  await join(parts, { media: PATH });
  parts.store.dispatch({ type: "media-server-changed", payload: { state: "lost" } });
  assert.equal(parts.store.state.mediaServer, "lost");
  parts.call.retryMediaServer();
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["retryServer"]);
  await leave(parts);
  const { mediaPath, mediaServer } = parts.store.state;
  assert.deepEqual([mediaPath.over, mediaServer], ["mesh", "unused"]);
});
