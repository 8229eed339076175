import assert from "node:assert/strict";
import { test } from "node:test";
import { DeviceTrack, newMedia } from "./fake-media-devices.js";

test("a slow choice of a screen is reported, and a screen chosen too late is released", async () => {
  const { media, questions, timers } = newMedia();
  let told = 0;
  const listener = { gotDelay: () => (told += 1), gotFailure: () => {} };
  const first = media.screen.choose(listener);
  timers.pass(8);
  assert.equal(told, 1);
  const second = media.screen.choose(listener);
  const [late, wanted] = [new DeviceTrack("video"), new DeviceTrack("video")];
  questions[0]?.answer([late]);
  questions[1]?.answer([wanted]);
  assert.equal(await first, null);
  assert.deepEqual(await second, { picture: wanted, sound: null });
  assert.deepEqual([late.isStopped, wanted.isStopped, timers.count], [true, false, 0]);
});

test("a screen that the system does not allow is a failure, and a cancelled choice is none", async () => {
  const { media, questions } = newMedia();
  let failures = 0;
  const listener = { gotDelay: () => {}, gotFailure: () => (failures += 1) };
  for (const [index, name] of ["NotAllowedError", "NotReadableError"].entries()) {
    const choosing = media.screen.choose(listener);
    questions[index]?.refuse(name);
    assert.equal(await choosing, null);
    assert.equal(failures, index);
  }
  const choosing = media.screen.choose(listener);
  questions[2]?.refuse("NotAllowedError", "Permission denied by system");
  await choosing;
  assert.equal(failures, 2);
});

test("a screen is shared beside the camera, with the sound of the tab, and both are released", async () => {
  const { media, questions } = newMedia();
  let changes = 0;
  media.gotChange = () => (changes += 1);
  const choosing = media.screen.choose({ gotDelay: () => {}, gotFailure: () => {} });
  assert.deepEqual(questions[0]?.kinds, ["audio", "video"]);
  const [sound, picture] = [new DeviceTrack("audio"), new DeviceTrack("video")];
  questions[0]?.answer([sound, picture]);
  const screen = await choosing;
  assert.ok(screen);
  media.screen.start(screen, () => {});

  const { camera, screen: shared, "screen-sound": sharedSound } = media.outgoing.tracks;
  assert.deepEqual([camera, shared, sharedSound], [null, picture, sound]);
  assert.deepEqual(media.screen.preview.getTracks(), [picture]);
  assert.deepEqual([media.state.isSharingScreen, changes], [true, 1]);

  media.screen.stop();
  assert.deepEqual([picture.isStopped, sound.isStopped], [true, true]);
  assert.deepEqual([media.outgoing.tracks.screen, media.screen.preview.getTracks()], [null, []]);
  assert.deepEqual([media.state.isSharingScreen, changes], [false, 2]);
});

test("the end of a screen in the browser's own bar is reported", async () => {
  const { media } = newMedia();
  let ends = 0;
  const picture = new DeviceTrack("video");
  media.screen.start(/** @type {any} */ ({ picture, sound: null }), () => (ends += 1));
  /** @type {any} */ (picture).onended();
  assert.equal(ends, 1);
});
