import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, newSession } from "./example-server-session.js";
import { settled } from "./fake-connection.js";
import { FakeTrack, outgoing } from "./fake-tracks.js";

const voice = new FakeTrack("audio");
const face = new FakeTrack("video");
const screen = new FakeTrack("video");
const music = new FakeTrack("audio");

/** @param {ReturnType<typeof newSession>} parts */
function published({ payloads }) {
  return payloads("publish-media").map(({ number, sources }) => ({ number, sources }));
}

test("microphone and camera are published in one offer that names their lines", async () => {
  const parts = newSession(voice, face);
  await settled();
  const [payload, ...others] = parts.payloads("publish-media");
  assert.deepEqual(others, []);
  const { connectionId, number, roomId, sdp, sources } = payload;
  assert.deepEqual([roomId, connectionId, number], ["room", "connection-1", 1]);
  assert.deepEqual(sources, { 0: "microphone", 1: "camera" });
  assert.equal(sdp.type, "offer");
});

test("a line for the microphone exists without a microphone, and no line for what was never on", async () => {
  const parts = newSession();
  await settled();
  assert.deepEqual(published(parts), [{ number: 1, sources: { 0: "microphone" } }]);
});

test("a camera is sent in a quarter, half and all of its size, and a screen in one size", async () => {
  const parts = newSession(voice, face, screen);
  const [, camera, display] = parts.connections[0]?.transceivers ?? [];
  const scales = camera?.encodings.map((one) => one.scaleResolutionDownBy);
  assert.deepEqual([scales, display?.encodings.length], [[4, 2, 1], 1]);
});

test("a small camera is sent in as many sizes as Chromium sends, the largest among them", () => {
  for (const [width, height, scales] of /** @type {[number, number, unknown[]][]} */ ([
    [1280, 720, [4, 2, 1]],
    [960, 540, [4, 2, 1]],
    [640, 480, [2, 1]],
    [320, 180, [undefined]],
  ])) {
    const camera = new FakeTrack("video");
    Object.assign(camera, { getSettings: () => ({ width, height }) });
    const parts = newSession(voice, camera);
    const encodings = parts.connections[0]?.transceivers[1]?.encodings ?? [];
    assert.deepEqual(
      encodings.map((one) => one.scaleResolutionDownBy),
      scales,
    );
  }
});

test("a browser that can't send several sizes sends one", async () => {
  const parts = newSession(voice);
  const [connection] = parts.connections;
  const addTransceiver = connection?.addTransceiver.bind(connection);
  const refuse = (/** @type {any} */ track, /** @type {any} */ init) => {
    if (init.sendEncodings?.length > 1) throw new TypeError("Simulcast is not supported");
    return addTransceiver?.(track, init);
  };
  Object.assign(connection ?? {}, { addTransceiver: refuse });
  parts.media.outgoing = outgoing(voice, face);
  parts.session.tracksChanged();
  const [, camera] = connection?.transceivers ?? [];
  assert.deepEqual([camera?.sender.track, camera?.encodings.length], [face, 1]);
});

test("muting, and turning a camera off and on, need no negotiation", async () => {
  const parts = newSession(voice, face);
  await answer(parts);
  for (const tracks of [
    [null, face],
    [null, null],
    [voice, face],
  ]) {
    parts.media.outgoing = outgoing(...tracks);
    parts.session.tracksChanged();
    await settled();
    const senders = parts.connections[0]?.transceivers.map(({ sender }) => sender.track);
    assert.deepEqual(senders, tracks);
  }
  assert.equal(published(parts).length, 1);
});

test("a screen that starts is published with its sound in another offer, and its lines stay", async () => {
  const parts = newSession(voice, face);
  await answer(parts);
  parts.media.outgoing = outgoing(voice, face, screen, music);
  parts.session.tracksChanged();
  await answer(parts);
  parts.media.outgoing = outgoing(voice, face);
  parts.session.tracksChanged();
  parts.media.outgoing = outgoing(voice, face, screen);
  parts.session.tracksChanged();
  await settled();
  assert.deepEqual(published(parts).slice(1), [
    { number: 2, sources: { 0: "microphone", 1: "camera", 2: "screen", 3: "screen-sound" } },
  ]);
});

test("a change during a negotiation is offered after its answer", async () => {
  const parts = newSession(voice);
  await settled();
  parts.media.outgoing = outgoing(voice, face);
  parts.session.tracksChanged();
  await settled();
  assert.equal(published(parts).length, 1);
  await answer(parts);
  assert.deepEqual(published(parts).at(-1)?.sources, { 0: "microphone", 1: "camera" });
});

test("candidates are sent with the id of their connection, and their end as null", async () => {
  const { connections, payloads } = newSession(voice);
  const plain = { candidate: "candidate:1", sdpMid: "0" };
  connections[0]?.onicecandidate?.({ candidate: { toJSON: () => plain } });
  connections[0]?.onicecandidate?.({ candidate: null });
  assert.deepEqual(payloads("media-candidate"), [
    { roomId: "room", connectionId: "connection-1", candidate: plain },
    { roomId: "room", connectionId: "connection-1", candidate: null },
  ]);
});

test("after a reconnect an unanswered offer is sent again, and an answer to either counts once", async () => {
  const parts = newSession(voice);
  await settled();
  const [first] = parts.payloads("publish-media");
  parts.session.resume();
  assert.deepEqual(parts.payloads("publish-media")[1], { ...first, number: 2 });

  const answered = { connectionId: "connection-1", sdp: { ...first.sdp, type: "answer" } };
  await parts.session.gotAnswer({ ...answered, number: 1 });
  await parts.session.gotAnswer({ ...answered, number: 2 });
  assert.equal(parts.connections[0]?.signalingState, "stable");
  parts.session.resume();
  assert.equal(published(parts).length, 2);
});

test("an answer to an earlier offer, or for another connection, is ignored", async () => {
  const parts = newSession(voice);
  await answer(parts);
  parts.media.outgoing = outgoing(voice, face);
  parts.session.tracksChanged();
  await settled();
  const sdp = { type: /** @type {const} */ ("answer"), sdp: "{}" };
  await parts.session.gotAnswer({ connectionId: "connection-1", number: 1, sdp });
  await parts.session.gotAnswer({ connectionId: "connection-9", number: 2, sdp });
  assert.equal(parts.connections[0]?.signalingState, "have-local-offer");
});

test("a failed connection restarts ICE with an offer of the same connection", async () => {
  const parts = newSession(voice);
  await answer(parts);
  parts.connections[0]?.become("failed");
  await settled();
  assert.equal(parts.connections[0]?.restarts, 1);
  const { connectionId, number } = parts.payloads("publish-media").at(-1);
  assert.deepEqual([connectionId, number], ["connection-1", 2]);
});

test("a full media server gets the sound, and pictures again once they were turned off", async () => {
  const parts = newSession(voice, face);
  await settled();
  const full = { code: "MEDIA_SERVER_FULL", message: "Full" };
  parts.session.gotRefusal({ connectionId: "connection-1", ...full });
  await settled();
  assert.equal(parts.full, 1);
  assert.ok(parts.connections[0]?.isClosed);
  assert.deepEqual(published(parts).at(-1)?.sources, { 0: "microphone" });
  await answer(parts);

  parts.media.outgoing = outgoing(voice);
  parts.session.tracksChanged();
  parts.media.outgoing = outgoing(voice, face);
  parts.session.tracksChanged();
  await settled();
  assert.deepEqual(published(parts).at(-1)?.sources, { 0: "microphone", 1: "camera" });
});

test("what is refused for the moment is sent again with a growing delay", async () => {
  const parts = newSession(voice);
  await settled();
  const refusal = { code: "MEDIA_UNAVAILABLE", message: "Later", connectionId: "connection-1" };
  for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
    const count = published(parts).length;
    parts.session.gotRefusal(refusal);
    parts.timers.pass(seconds / 2 - 0.001);
    assert.equal(published(parts).length, count);
    for (let rest = seconds / 2; published(parts).length === count && rest >= 0; rest -= 0.1)
      parts.timers.pass(0.1);
    assert.equal(published(parts).length, count + 1);
  }
  assert.equal(parts.connections.length, 2);
});
