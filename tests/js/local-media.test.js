import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./fake-connection.js";
import { DeviceTrack, newMedia } from "./fake-media-devices.js";

/** @import {InputKind} from "../../static/js/media/media-state.js" */

const BOTH = {
  microphone: { isOn: true, deviceId: "" },
  camera: { isOn: true, deviceId: "" },
};
const TRACKS = () => [new DeviceTrack("audio"), new DeviceTrack("video")];

/** @param {ReturnType<typeof newMedia>} parts @param {InputKind} kind */
function shown({ media }, kind) {
  const { isOn, isOpening, problem } = media.state[kind];
  return [isOn, isOpening, problem];
}

test("devices that open in time cause no problem", async () => {
  const parts = newMedia();
  const opening = parts.media.open(BOTH);
  await settled();
  parts.timers.pass(2);
  parts.questions[0]?.answer(TRACKS());
  await opening;
  for (const kind of /** @type {const} */ (["microphone", "camera"])) {
    assert.deepEqual(shown(parts, kind), [true, false, null]);
  }
  assert.equal(parts.questions.length, 1);
  assert.equal(parts.timers.count, 0);
});

test("no size and no rate is required of a camera, because some cameras have only others", async () => {
  const { media, questions } = newMedia();
  media.open(BOTH);
  await settled();
  const limits = Object.values(questions[0]?.wanted.video).flatMap(Object.keys);
  assert.deepEqual([...new Set(limits)], ["ideal"]);
});

test("the view of a camera at the back of a phone is not mirrored", async () => {
  const { media, questions } = newMedia();
  assert.equal(media.state.isSelfMirrored, true);
  for (const [index, facingMode] of ["environment", "user"].entries()) {
    const opening = index === 0 ? media.camera.turnOn() : media.camera.choose("another");
    const track = Object.assign(new DeviceTrack("video"), { facingMode });
    questions[index]?.answer([track]);
    await opening;
    assert.equal(media.state.isSelfMirrored, facingMode === "user");
  }
});

test("a browser that does not answer is first pending, then unanswered, and nothing waits for it", async () => {
  const parts = newMedia();
  const opening = parts.media.open(BOTH);
  await settled();
  parts.timers.pass(3);
  assert.deepEqual(shown(parts, "camera"), [false, true, "pending"]);
  parts.timers.pass(17);
  await opening;
  assert.deepEqual(shown(parts, "camera"), [false, false, "unanswered"]);
  assert.deepEqual(shown(parts, "microphone"), [false, false, "unanswered"]);
  assert.equal(parts.questions.length, 1);
});

test("a late device is used, unless the person has changed the choice", async () => {
  const parts = newMedia();
  const opening = parts.media.open(BOTH);
  await settled();
  parts.timers.pass(20);
  await opening;
  parts.media.camera.turnOff();
  assert.deepEqual(shown(parts, "camera"), [false, false, null]);
  const [audio, video] = TRACKS();
  if (audio && video) parts.questions[0]?.answer([audio, video]);
  await settled();
  assert.deepEqual(shown(parts, "microphone"), [true, false, null]);
  assert.deepEqual(shown(parts, "camera"), [false, false, null]);
  assert.deepEqual([audio?.isStopped, video?.isStopped], [false, true]);
});

test("a late refusal counts", async () => {
  const parts = newMedia();
  const opening = parts.media.open(BOTH);
  await settled();
  parts.timers.pass(20);
  await opening;
  parts.questions[0]?.refuse("NotAllowedError");
  await settled();
  assert.deepEqual(shown(parts, "camera"), [false, false, "denied"]);
});

test("a device that the system does not allow is told from one that the person does not allow", async () => {
  const parts = newMedia();
  const opening = parts.media.camera.turnOn();
  parts.questions[0]?.refuse("NotAllowedError", "Permission denied by system");
  await opening;
  assert.deepEqual(shown(parts, "camera"), [false, false, "denied-by-system"]);
});

test("devices that can't be opened together are requested separately, and trying again requests them again", async () => {
  const parts = newMedia();
  const opening = parts.media.open(BOTH);
  await settled();
  parts.questions[0]?.refuse("NotFoundError");
  await settled();
  parts.questions[1]?.answer([new DeviceTrack("audio")]);
  await settled();
  parts.questions[2]?.refuse("NotFoundError");
  await opening;
  assert.deepEqual(
    parts.questions.map(({ kinds }) => kinds),
    [["audio", "video"], ["audio"], ["video"]],
  );
  assert.deepEqual(shown(parts, "microphone"), [true, false, null]);
  assert.deepEqual(shown(parts, "camera"), [false, false, "missing"]);

  parts.media.camera.turnOn();
  parts.questions[3]?.answer([new DeviceTrack("video")]);
  await settled();
  assert.deepEqual(shown(parts, "camera"), [true, false, null]);
});

test("a chosen device is required, and another one is opened if it is not connected", async () => {
  const { media, questions } = newMedia();
  media.microphone.deviceId = "headset";
  const opening = media.microphone.turnOn();
  assert.deepEqual(questions[0]?.wanted, { audio: { deviceId: { exact: "headset" } } });
  questions[0]?.refuse("OverconstrainedError");
  await settled();
  assert.deepEqual(questions[1]?.wanted, { audio: {} });
  questions[1]?.answer([new DeviceTrack("audio")]);
  await opening;
  assert.deepEqual(
    [media.microphone.isOn, media.microphone.problem, media.microphone.deviceId],
    [true, null, "the audio device"],
  );
});

test("a refusal is not repeated for another device", async () => {
  const { media, questions } = newMedia();
  media.microphone.deviceId = "headset";
  const opening = media.microphone.turnOn();
  questions[0]?.refuse("NotAllowedError");
  await opening;
  assert.deepEqual([questions.length, media.microphone.problem], [1, "denied"]);
});

/** Open a device, and return its track. @param {ReturnType<typeof newMedia>} parts @param {InputKind} kind */
async function open({ media, questions }, kind) {
  const opening = media[kind].turnOn();
  const track = new DeviceTrack(kind === "camera" ? "video" : "audio");
  track.label = `the first ${kind}`;
  questions.at(-1)?.answer([track]);
  await opening;
  return track;
}

test("if a chosen device can't be used, the open one continues", async () => {
  const parts = newMedia();
  const { media, questions } = parts;
  const track = await open(parts, "microphone");
  /** @type {string[]} */
  const told = [];
  media.gotDeviceRefused = (label) => told.push(label);
  const choosing = media.microphone.choose("headset");
  questions.at(-1)?.refuse("NotAllowedError");
  assert.equal(await choosing, false);
  assert.deepEqual(shown(parts, "microphone"), [true, false, null]);
  assert.deepEqual([media.outgoing.tracks.microphone, track.isStopped], [track, false]);
  assert.deepEqual(
    [media.microphone.deviceId, told],
    ["the audio device", ["the first microphone"]],
  );
});

test("a camera is released if another one can't be opened beside it", async () => {
  const parts = newMedia();
  const { media, questions } = parts;
  const track = await open(parts, "camera");
  const choosing = media.camera.choose("rear");
  questions.at(-1)?.refuse("NotReadableError");
  await settled();
  assert.equal(track.isStopped, true);
  const rear = new DeviceTrack("video");
  questions.at(-1)?.answer([rear]);
  assert.equal(await choosing, true);
  assert.equal(media.camera.track, rear);
});

test("if a camera was released in vain, it is opened again", async () => {
  const parts = newMedia();
  const { media, questions } = parts;
  await open(parts, "camera");
  const choosing = media.camera.choose("rear");
  questions.at(-1)?.refuse("NotReadableError");
  await settled();
  questions.at(-1)?.refuse("NotReadableError");
  await settled();
  assert.deepEqual(questions.at(-1)?.wanted.video.deviceId, { exact: "the video device" });
  questions.at(-1)?.answer([new DeviceTrack("video")]);
  assert.equal(await choosing, false);
  assert.deepEqual(shown(parts, "camera"), [true, false, null]);
});

test("a microphone that is muted during a change to another one is changed, and stays muted", async () => {
  const parts = newMedia();
  const { media, questions } = parts;
  await open(parts, "microphone");
  const choosing = media.microphone.choose("headset");
  media.microphone.turnOff();
  const headset = new DeviceTrack("audio");
  questions.at(-1)?.answer([headset]);
  await choosing;
  assert.deepEqual([media.microphone.track, headset.enabled], [headset, false]);
});

test("a person who leaves while the browser asks for a device opens no other one", async () => {
  const { media, questions } = newMedia();
  const opening = media.open(BOTH);
  await settled();
  questions[0]?.refuse("NotFoundError");
  await settled();
  media.release();
  questions[1]?.answer([new DeviceTrack("audio")]);
  await opening;
  assert.equal(questions.length, 2);
});

test("the loss of a device is told only if nothing else has been chosen in the meantime", async () => {
  const parts = newMedia();
  const { media, questions } = parts;
  let losses = 0;
  media.gotDeviceLost = () => (losses += 1);
  const track = await open(parts, "microphone");
  /** @type {any} */ (track).onended();
  media.microphone.turnOff();
  questions.at(-1)?.refuse("NotFoundError");
  await settled();
  assert.equal(losses, 0);

  const other = await open(parts, "microphone");
  /** @type {any} */ (other).onended();
  questions.at(-1)?.refuse("NotAllowedError");
  await settled();
  assert.deepEqual([losses, media.microphone.problem], [1, "denied"]);
});
