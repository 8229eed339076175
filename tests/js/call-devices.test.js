import assert from "node:assert/strict";
import { test } from "node:test";
import { SETTINGS } from "./example-call.js";
import { settled } from "./fake-connection.js";
import { newCall } from "./fake-parts.js";
import { join, leave } from "./in-a-call.js";

test("devices that were off before joining stay off, and the flags are sent first", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.storage.tab.isOn = { microphone: false, camera: true };
  await join(parts);
  const [joining, audio, video] = parts.signaling.sent;
  assert.equal(joining?.name, "join-room");
  assert.deepEqual([audio?.name, audio?.payload.enabled], ["toggle-audio", false]);
  assert.deepEqual([video?.name, video?.payload.enabled], ["toggle-video", true]);
});

test("no flags are sent before joining", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  await parts.call.media.toggle("camera");
  assert.deepEqual(parts.signaling.sent, []);
});

test("a toggle is sent once, and stored for the next load of the page", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  await parts.call.media.toggle("microphone");
  const toggles = parts.signaling.payloads("toggle-audio").map(({ enabled }) => enabled);
  assert.deepEqual(toggles, [true, false]);
  assert.equal(parts.storage.tab.isOn.microphone, false);
});

test("only a choice in the preview is stored for the next meeting", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  await parts.call.media.toggle("camera");
  await join(parts);
  await parts.call.media.toggle("microphone");
  assert.deepEqual(parts.storage.isOnInPreview, { microphone: true, camera: false });
});

test("a device is opened when the person allows it in the preview, and only then", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  const { camera } = parts.media;
  Object.assign(camera, { isOn: false, problem: "denied" });
  parts.media.gotAllowed("camera");
  assert.equal(camera.isOn, true);

  Object.assign(camera, { isOn: false, problem: null });
  parts.media.gotAllowed("camera");
  assert.equal(camera.isOn, false);
  Object.assign(camera, { problem: "denied" });
  await join(parts);
  camera.isOn = false;
  parts.media.gotAllowed("camera");
  assert.equal(camera.isOn, false);
});

test("a background is stored, and is replaced from the first picture of the next page", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  assert.equal(parts.media.background.state.chosen, "none");
  parts.call.background.choose("hills");
  const { state } = parts.media.background;
  assert.deepEqual([parts.storage.background, state.chosen], ["hills", "hills"]);

  const next = newCall();
  next.storage.background = "hills";
  await next.call.begin();
  assert.equal(next.media.background.state.chosen, "hills");
});

test("a background that can no longer be replaced turns the camera off where others see it", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  parts.call.background.choose("blur");
  parts.media.gotBackgroundProblem("slow");
  assert.deepEqual([parts.media.camera.isOn, parts.storage.background], [true, "none"]);

  await join(parts);
  parts.media.gotBackgroundProblem("slow");
  assert.equal(parts.media.camera.isOn, false);
  assert.deepEqual(
    parts.store.state.notices.map(({ kind }) => kind),
    ["background-too-slow"],
  );
});

test("a device that the room does not allow is turned off again, with a notice", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.signaling.answers["toggle-video"] = { success: false, code: "CAMERA_DISABLED" };
  await join(parts);
  assert.equal(parts.media.camera.isOn, false);
  assert.deepEqual(
    parts.store.state.notices.map(({ kind, about }) => [kind, about]),
    [["refused", ["CAMERA_DISABLED"]]],
  );
});

test("if the answer about a microphone is lost, it is off here and for the others", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  await parts.call.media.toggle("microphone");
  parts.signaling.answers["toggle-audio"] = { success: false, code: "NO_ANSWER" };
  await parts.call.media.toggle("microphone");
  await settled();
  assert.equal(parts.media.microphone.isOn, false);
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
});

test("a host's mute turns the microphone off and sends the flag", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.signaling.gotEvent("force-mute", {});
  assert.equal(parts.media.microphone.isOn, false);
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
});

test("a screen is sent only after the server has accepted it", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  let stops = 0;
  parts.media.screen.chosen = { picture: { stop: () => (stops += 1) }, sound: null };
  parts.signaling.answers["start-screen-share"] = { success: false, code: "SCREEN_SHARE_DISABLED" };
  await parts.call.screen.toggle();
  assert.deepEqual([parts.media.screen.isSharing, stops], [false, 1]);

  delete parts.signaling.answers["start-screen-share"];
  await parts.call.screen.toggle();
  assert.equal(parts.media.screen.isSharing, true);
  await parts.call.screen.toggle();
  assert.equal(parts.signaling.payloads("stop-screen-share").length, 1);
});

test("devices that the room no longer allows are turned off and stay off", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  const settings = { ...SETTINGS, allowCamera: false };
  parts.signaling.gotEvent("settings-updated", { settings });
  assert.deepEqual([parts.media.microphone.isOn, parts.media.camera.isOn], [true, false]);
  await parts.call.media.toggle("camera");
  assert.equal(parts.media.camera.isOn, false);
  const [first] = parts.store.state.notices;
  assert.deepEqual([first?.kind, first?.about], ["refused", ["CAMERA_DISABLED"]]);
});

test("hosts may use devices that the room forbids", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { role: "cohost" });
  const settings = { ...SETTINGS, allowMicrophone: false };
  parts.signaling.gotEvent("settings-updated", { settings });
  assert.equal(parts.media.microphone.isOn, true);
});
