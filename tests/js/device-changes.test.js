import assert from "node:assert/strict";
import { test } from "node:test";
import { connectedDevices, otherSystemMicrophone } from "../../static/js/media/device-changes.js";
import { settled } from "./fake-connection.js";
import { newCall } from "./fake-parts.js";
import { DeviceTrack, LocalMedia } from "./fake-media-devices.js";
import { FakeTimers } from "./fake-timers.js";
import { join, leave } from "./in-a-call.js";

/** @import {Device} from "../../static/js/media/device-changes.js" */

/** @param {string} deviceId @param {string} [label] @param {MediaDeviceKind} [kind] @returns {Device} */
function device(deviceId, label = deviceId, kind = "audioinput") {
  return { deviceId, label, kind, groupId: label };
}

const BUILT_IN = device("built-in");
const HEADSET = device("headset");

test("a device that was not in the list before was connected", () => {
  const found = connectedDevices([BUILT_IN], [BUILT_IN, HEADSET]);
  const [kind, isOfSystem] = /** @type {const} */ (["microphone", false]);
  assert.deepEqual(found, [{ kind, deviceId: "headset", label: "headset", isOfSystem }]);
  assert.deepEqual(connectedDevices([BUILT_IN, HEADSET], [BUILT_IN]), []);
});

test("devices that appear with the permission were not connected just now", () => {
  assert.deepEqual(connectedDevices([device("", "")], [BUILT_IN, HEADSET]), []);
});

test("the microphone that the system uses from now on is known", () => {
  const before = [device("default", "built-in"), BUILT_IN];
  const now = [device("default", "headset"), BUILT_IN, HEADSET];
  assert.deepEqual(
    connectedDevices(before, now).map(({ isOfSystem }) => isOfSystem),
    [true],
  );
  assert.deepEqual(
    [otherSystemMicrophone(before, now), otherSystemMicrophone(now, now)],
    [HEADSET, undefined],
  );
});

class SystemTrack extends DeviceTrack {
  /** @override */
  getSettings() {
    return { deviceId: this.label };
  }
}

test("the system's microphone is replaced after the system has changed it", async () => {
  let listed = [device("default", "built-in"), BUILT_IN];
  let gotChange = () => {};
  /** @type {SystemTrack[]} */
  const tracks = [];
  const mediaDevices = {
    addEventListener: (/** @type {string} */ _type, /** @type {() => void} */ listener) =>
      (gotChange = listener),
    enumerateDevices: async () => listed,
    getUserMedia: async (/** @type {any} */ { audio }) => {
      const track = new SystemTrack("audio");
      track.label = audio.deviceId?.exact ?? "default";
      tracks.push(track);
      return { getTracks: () => [track] };
    },
  };
  const timers = new FakeTimers();
  const media = new LocalMedia({ mediaDevices: /** @type {any} */ (mediaDevices), timers });
  /** @type {string[]} */
  const told = [];
  media.gotOtherSystemMicrophone = (label) => told.push(label);
  await media.microphone.turnOn();
  await settled();
  gotChange();
  await settled();
  assert.equal(tracks.length, 1);

  listed = [device("default", "headset"), BUILT_IN, HEADSET];
  gotChange();
  await settled();
  assert.deepEqual(
    [tracks.length, tracks[0]?.isStopped, media.microphone.track, told],
    [2, true, tracks[1], ["headset"]],
  );
  assert.deepEqual([media.microphone.deviceId, tracks[1]?.label], ["default", "headset"]);
});

test("a connected device is offered in a meeting, and not before", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  /** @type {import("../../static/js/media/device-changes.js").ConnectedDevice} */
  const camera = { kind: "camera", deviceId: "webcam", label: "Webcam", isOfSystem: false };
  parts.media.gotConnected(camera);
  assert.deepEqual(parts.store.state.notices, []);

  await join(parts);
  parts.media.gotConnected(camera);
  assert.deepEqual(parts.store.state.notices, [
    { id: 1, kind: "camera-connected", about: ["Webcam"], deviceId: "webcam" },
  ]);
});

test("a device of the system is offered only if another one is used", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  const told = () => parts.store.state.notices.map(({ kind }) => kind);
  const headset = { deviceId: "headset", label: "Headset", isOfSystem: true };
  parts.media.gotConnected({ kind: "microphone", ...headset });
  assert.deepEqual(told(), []);
  const { media } = parts.store.state;
  const microphone = { ...media.microphone, deviceId: "built-in" };
  parts.store.dispatch({ type: "media-changed", payload: { ...media, microphone } });
  parts.media.gotConnected({ kind: "microphone", ...headset });
  assert.deepEqual(told(), ["microphone-connected"]);
});

test("a device that was missing before joining is opened when it is connected", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  Object.assign(parts.media.camera, { isOn: false, problem: "missing" });
  const webcam = { deviceId: "webcam", label: "Webcam", isOfSystem: false };
  parts.media.gotConnected({ kind: "camera", ...webcam });
  assert.equal(parts.media.camera.isOn, true);
});
