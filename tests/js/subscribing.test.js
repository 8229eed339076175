import assert from "node:assert/strict";
import { test } from "node:test";
import { newSession, offer, stream } from "./example-server-session.js";
import { settled } from "./fake-connection.js";

test("a session asks for the streams of others, and answers each offer with its number", async () => {
  const parts = newSession();
  assert.deepEqual(parts.payloads("subscribe-media"), [
    { roomId: "room", connectionId: "connection-2" },
  ]);
  await offer(parts, 1, { 0: stream("ann", "microphone") });
  await offer(parts, 2, { 0: stream("ann", "microphone"), 1: stream("ann", "camera") });
  assert.deepEqual(
    parts
      .payloads("answer-media")
      .map(({ connectionId, number, sdp }) => [
        connectionId,
        number,
        sdp.type,
        JSON.parse(sdp.sdp).kinds,
      ]),
    [
      ["connection-2", 1, "answer", ["audio"]],
      ["connection-2", 2, "answer", ["audio", "video"]],
    ],
  );
});

test("offers are applied in order, however fast they arrive", async () => {
  const parts = newSession();
  const streams = { 0: stream("ann", "microphone"), 1: stream("bo", "microphone") };
  await Promise.all([1, 2, 3].map((number) => offer(parts, number, streams)));
  const numbers = parts.payloads("answer-media").map(({ number }) => number);
  assert.deepEqual(numbers, [1, 2, 3]);
});

test("an offer that arrives again is answered again, and an older one is not", async () => {
  const parts = newSession();
  const streams = { 0: stream("ann", "microphone") };
  for (const number of [1, 2, 2, 1]) await offer(parts, number, streams);
  const numbers = parts.payloads("answer-media").map(({ number }) => number);
  assert.deepEqual(numbers, [1, 2, 2]);
});

test("after a reconnect the streams are asked for again, and another home counts anew", async () => {
  const parts = newSession();
  await offer(parts, 7, { 0: stream("ann", "microphone") });
  parts.session.resume();
  await offer(parts, 3, { 0: stream("ann", "microphone") });
  const ids = parts.payloads("subscribe-media").map(({ connectionId }) => connectionId);
  const numbers = parts.payloads("answer-media").map(({ number }) => number);
  assert.deepEqual(
    [ids, numbers],
    [
      ["connection-2", "connection-2"],
      [7, 3],
    ],
  );
});

test("an offer for another connection is ignored", async () => {
  const parts = newSession();
  const sdp = { type: /** @type {const} */ ("offer"), sdp: '{"kinds":[]}' };
  await parts.session.gotOffer({ connectionId: "other", number: 1, sdp, streams: {} });
  assert.deepEqual(parts.payloads("answer-media"), []);
});

test("the tracks of each person are known by source, and changes are reported", async () => {
  const parts = newSession();
  const { changes, connections, session } = parts;
  await offer(parts, 1, { 0: stream("ann", "microphone"), 1: stream("ann", "camera") });
  const [sound, picture] = connections[1]?.transceivers.map(({ receiver }) => receiver.track) ?? [];
  assert.deepEqual(session.tracksOf("seat of ann"), { microphone: [sound], camera: [picture] });

  await offer(parts, 2, { 0: stream("ann", "microphone"), 1: stream("bo", "camera") });
  assert.deepEqual(session.tracksOf("seat of ann"), { microphone: [sound] });
  assert.deepEqual(session.tracksOf("seat of bo"), { camera: [picture] });

  await offer(parts, 3, { 0: stream("ann", "microphone"), 1: stream("bo", "camera") });
  assert.deepEqual(changes, [["seat of ann"], ["seat of ann", "seat of bo"], []]);
});

test("muted people are not played, also if a line that carried another person carries them now", async () => {
  const parts = newSession();
  parts.session.muteAudio(["seat of bo"]);
  const isPlayed = () => parts.connections[1]?.transceivers[0]?.receiver.track.enabled;
  await offer(parts, 1, { 0: stream("ann", "microphone") });
  assert.equal(isPlayed(), true);
  await offer(parts, 2, { 0: stream("bo", "microphone") });
  assert.equal(isPlayed(), false);
  parts.session.muteAudio([]);
  assert.equal(isPlayed(), true);
});

test("an invalid offer is reported, and the next one is answered", async (t) => {
  t.mock.method(console, "warn", () => {});
  const parts = newSession();
  const sdp = { type: /** @type {const} */ ("offer"), sdp: "rubbish" };
  await parts.session.gotOffer({ connectionId: "connection-2", number: 1, sdp, streams: {} });
  await offer(parts, 2, { 0: stream("ann", "microphone") });
  const numbers = parts.payloads("answer-media").map(({ number }) => number);
  assert.deepEqual(numbers, [2]);
});

test("a failed connection asks the media server for an offer that restarts ICE", async () => {
  const parts = newSession();
  await offer(parts, 1, { 0: stream("ann", "microphone") });
  parts.connections[1]?.become("failed");
  await settled();
  const { connectionId, restart } = parts.payloads("subscribe-media").at(-1);
  assert.deepEqual([connectionId, restart], ["connection-2", true]);
});
