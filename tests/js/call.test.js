import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, participant } from "./example-call.js";
import { settled } from "./fake-connection.js";
import { newCall } from "./fake-parts.js";

/** @param {ReturnType<typeof newCall>} parts @param {object} fields */
async function enter({ call, signaling }, fields = {}) {
  await call.begin();
  call.enter("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("room-joined", joined(fields));
  await settled();
}

/** @param {ReturnType<typeof newCall>} parts */
async function leave({ call }) {
  if (call.store.state.phase !== "left") call.leave();
  await settled();
}

test("entering joins under the name given, remembers it and offers to all present", async (t) => {
  const parts = newCall({ displayName: "" });
  t.after(() => leave(parts));
  await enter(parts, { participants: [participant("ann")], iceServers: [{ urls: "stun:s" }] });
  assert.deepEqual(parts.signaling.payloads("join-room"), [
    { roomCode: "7KQ2MX", displayName: "Max" },
  ]);
  assert.equal(parts.memory.displayName, "Max");
  assert.deepEqual(parts.mesh.calls, [["enter", "me", ["ann"], [{ urls: "stun:s" }]]]);
  assert.equal(parts.store.state.phase, "meeting");
});

test("what was off before entry is off after it, and the server is told before anything else", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.memory.tab.isOn = { microphone: false, camera: true };
  await enter(parts);
  const [join, audio, video] = parts.signaling.said;
  assert.equal(join?.name, "join-room");
  assert.deepEqual([audio?.name, audio?.payload.enabled], ["toggle-audio", false]);
  assert.deepEqual([video?.name, video?.payload.enabled], ["toggle-video", true]);
});

test("nothing is told of one's devices before entry", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await parts.call.begin();
  await parts.call.media.toggle("camera");
  assert.deepEqual(parts.signaling.said, []);
});

test("a toggle is told once, and remembered for the next load of the page", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  await parts.call.media.toggle("microphone");
  const toggles = parts.signaling.payloads("toggle-audio").map(({ enabled }) => enabled);
  assert.deepEqual(toggles, [true, false]);
  assert.equal(parts.memory.tab.isOn.microphone, false);
});

test("a device that the room doesn't allow is turned off again, with a word", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.signaling.answers["toggle-video"] = { success: false, code: "CAMERA_DISABLED" };
  await enter(parts);
  assert.equal(parts.media.camera.isOn, false);
  assert.deepEqual(
    parts.store.state.notices.map(({ kind, about }) => [kind, about]),
    [["refused", ["CAMERA_DISABLED"]]],
  );
});

test("a host's mute turns the microphone off and tells the server so", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  parts.signaling.gotEvent("force-mute", {});
  assert.equal(parts.media.microphone.isOn, false);
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
});

test("a screen is sent only when the server has agreed", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  let stops = 0;
  parts.media.screen = { stop: () => (stops += 1) };
  parts.signaling.answers["start-screen-share"] = { success: false, code: "SCREEN_SHARE_DISABLED" };
  await parts.call.media.toggleScreen();
  assert.deepEqual([parts.media.isSharing, stops], [false, 1]);

  delete parts.signaling.answers["start-screen-share"];
  await parts.call.media.toggleScreen();
  assert.equal(parts.media.isSharing, true);
  await parts.call.media.toggleScreen();
  assert.equal(parts.signaling.payloads("stop-screen-share").length, 1);
});

test("a lost socket leaves the links alone, and the room is joined again when it is back", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { participants: [participant("ann")] });
  await parts.call.toggleHand();
  parts.signaling.gotEvent("disconnected", {});
  assert.equal(parts.store.state.isConnected, false);
  assert.equal(parts.mesh.calls.length, 1);

  for (let attempt = 0; attempt < 10; attempt += 1) parts.signaling.gotEvent("connect-failed", {});
  assert.equal(parts.store.state.phase, "meeting");

  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined({ participants: [participant("ann")] }));
  await settled();
  assert.equal(parts.signaling.payloads("join-room").length, 2);
  assert.deepEqual(parts.mesh.calls.at(-1), ["enter", "me-2", ["ann"], []]);
  assert.deepEqual(parts.signaling.payloads("toggle-audio").length, 2);
  assert.equal(parts.signaling.payloads("toggle-hand-raise").at(-1).raised, true);
});

test("a recovered socket goes on where it was", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  assert.equal(parts.store.state.isConnected, true);
  assert.equal(parts.signaling.payloads("join-room").length, 1);
});

test("who waits to get in is told when the server can't be reached", async () => {
  const parts = newCall();
  await parts.call.begin();
  parts.call.enter("Max");
  for (let attempt = 0; attempt < 3; attempt += 1) parts.signaling.gotEvent("connect-failed", {});
  assert.deepEqual(parts.store.state.farewell, { kind: "unreachable" });
  assert.equal(parts.signaling.isOpen, false);
});

test("a server that never answers the join is as good as unreachable", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const parts = newCall();
  parts.call.enter("Max");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  t.mock.timers.tick(15_000);
  assert.equal(parts.store.state.farewell?.kind, "unreachable");
});

test("every way out closes the socket, the links and the devices, and is not undone by a reload", async () => {
  const ways = /** @type {const} */ ([
    ["moved", {}],
    ["force-disconnect", { reason: "" }],
    ["room-ended", { reason: "" }],
    ["join-error", { code: "JOIN_FAILED", message: "", reason: "ROOM_LOCKED" }],
  ]);
  for (const [type, payload] of ways) {
    const parts = newCall();
    await enter(parts);
    assert.equal(parts.memory.tab.isInMeeting, true);
    parts.signaling.gotEvent(type, payload);
    assert.deepEqual([parts.signaling.isOpen, parts.media.isOpen], [false, false]);
    assert.deepEqual(parts.mesh.calls.at(-1), ["close"]);
    assert.equal(parts.memory.tab.isInMeeting, false);
  }
});

test("leaving says so before the socket is closed", async () => {
  const parts = newCall();
  await enter(parts);
  parts.call.leave();
  assert.deepEqual(parts.signaling.said.at(-1), {
    name: "leave-room",
    payload: { roomId: "room" },
  });
  assert.equal(parts.store.state.farewell?.kind, "left");
});

test("a page loaded again in a meeting goes straight back in, with devices and hand as they were", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.memory.changeTab({ isInMeeting: true, isHandRaised: true });
  parts.memory.tab.isOn = { microphone: false, camera: true };
  await parts.call.begin();
  assert.equal(parts.store.state.phase, "returning");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined());
  await settled();
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
  assert.equal(parts.store.state.people[0]?.handOrder, 1);
});

test("an account is known to the server, so its name is not remembered here", async (t) => {
  const parts = newCall({ isSignedIn: true, displayName: "Max" });
  t.after(() => leave(parts));
  await enter(parts);
  assert.equal(parts.memory.displayName, "");
});
