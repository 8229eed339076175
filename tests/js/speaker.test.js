import assert from "node:assert/strict";
import { test } from "node:test";
import { Speaker } from "../../static/js/media/speaker.js";

const DESK = { deviceId: "desk", label: "Desk" };
const HEADSET = { deviceId: "headset", label: "Headset" };

test("a chosen speaker is used while it is connected, and again when it returns", () => {
  let changes = 0;
  const speaker = new Speaker(() => (changes += 1), true);
  speaker.choose("headset");
  assert.deepEqual([speaker.state, changes], [{ deviceId: "", devices: [] }, 1]);
  speaker.gotDevices([DESK, HEADSET]);
  assert.deepEqual(speaker.state, { deviceId: "headset", devices: [DESK, HEADSET] });
  speaker.gotDevices([DESK]);
  assert.equal(speaker.state.deviceId, "");
  speaker.gotDevices([DESK, HEADSET]);
  assert.equal(speaker.state.deviceId, "headset");
});

test("a browser that can't play on another speaker offers none", () => {
  const speaker = new Speaker(() => {}, false);
  speaker.gotDevices([DESK]);
  assert.deepEqual(speaker.state, { deviceId: "", devices: [] });
});
