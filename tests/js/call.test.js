import assert from "node:assert/strict";
import { test } from "node:test";
import { SETTINGS, joined, knocker, participant } from "./example-call.js";
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

/** Ask to be let in, and have to wait. @param {ReturnType<typeof newCall>} parts */
async function knock({ call, signaling }) {
  await call.begin();
  call.enter("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("waiting-room", {
    participantId: "seat of me",
    roomName: "Weekly",
    hostName: "Ann",
    hostPresent: false,
  });
  await settled();
}

/** How a peer is entered that was not seen before. @param {string} id */
function peer(id) {
  return { id, formerId: id, keepsLinks: false };
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
    { roomCode: "7KQ2MX", displayName: "Max", capabilities: ["seats"] },
  ]);
  assert.equal(parts.memory.displayName, "Max");
  assert.deepEqual(parts.mesh.calls, [["enter", "me", [peer("ann")], [{ urls: "stun:s" }]]]);
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
  parts.signaling.gotEvent("disconnected", {});
  assert.equal(parts.store.state.isConnected, false);
  assert.equal(parts.mesh.calls.length, 1);

  for (let attempt = 0; attempt < 10; attempt += 1) parts.signaling.gotEvent("connect-failed", {});
  assert.equal(parts.store.state.phase, "meeting");

  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined({ participants: [participant("ann")] }));
  await settled();
  assert.equal(parts.signaling.payloads("join-room").length, 2);
  assert.deepEqual(parts.mesh.calls.at(-1), ["enter", "me-2", [peer("ann")], []]);
  assert.deepEqual(parts.signaling.payloads("toggle-audio").length, 2);
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
    ["force-disconnect", { reason: "", code: "SIGNED_OUT" }],
    ["room-ended", { reason: "" }],
    ["join-error", { code: "JOIN_FAILED", message: "", reason: "ROOM_LOCKED" }],
  ]);
  for (const [type, payload] of ways) {
    const parts = newCall();
    await enter(parts);
    assert.equal(parts.memory.tab.mayReturn, true);
    parts.signaling.gotEvent(type, payload);
    assert.deepEqual([parts.signaling.isOpen, parts.media.isOpen], [false, false]);
    assert.deepEqual(parts.mesh.calls.at(-1), ["close"]);
    assert.equal(parts.memory.tab.mayReturn, false);
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

test("a page loaded again in a meeting goes straight back to its seat, with the devices as they were", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  parts.memory.changeTab({ mayReturn: true, participantToken: "token" });
  parts.memory.tab.isOn = { microphone: false, camera: true };
  await parts.call.begin();
  assert.equal(parts.store.state.phase, "returning");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined());
  await settled();
  assert.equal(parts.signaling.payloads("toggle-audio").at(-1).enabled, false);
  assert.equal(parts.signaling.payloads("join-room")[0].participantToken, "token");
});

test("an account is known to the server, so its name is not remembered here", async (t) => {
  const parts = newCall({ userId: "17", displayName: "Max" });
  t.after(() => leave(parts));
  await enter(parts);
  assert.equal(parts.memory.displayName, "");
  assert.equal(parts.signaling.payloads("join-room")[0].userId, "17");
});

test("peers who keep their links are entered under the ids they had before", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { participants: [participant("ann")] });
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  const ann = { ...participant("ann"), socketId: "ann-2", knowsSeats: true };
  parts.signaling.gotEvent("room-joined", joined({ participants: [ann] }));
  const peers = [{ id: "ann-2", formerId: "ann", keepsLinks: true }];
  assert.deepEqual(parts.mesh.calls.at(-1), ["enter", "me-2", peers, []]);
});

test("a peer's return is passed on to the links", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { participants: [participant("ann")] });
  const payload = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" };
  parts.signaling.gotEvent("participant-resumed", payload);
  assert.deepEqual(parts.mesh.calls.at(-1), ["gotResumed", "ann", "ann-2"]);
});

test("whoever has to wait keeps the devices, gets in without doing more, and returns to the wait", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await knock(parts);
  assert.deepEqual([parts.store.state.phase, parts.media.isOpen], ["waiting", true]);
  assert.deepEqual(parts.signaling.payloads("toggle-audio"), []);
  assert.equal(parts.memory.tab.mayReturn, true);
  await parts.call.media.toggle("camera");
  parts.signaling.gotEvent("room-joined", joined());
  assert.equal(parts.store.state.phase, "meeting");
  assert.equal(parts.signaling.payloads("toggle-video")[0].enabled, false);
});

test("whoever waits no longer is back at the preview with the devices on", async () => {
  const parts = newCall();
  await knock(parts);
  parts.call.cancelKnock();
  assert.equal(parts.signaling.payloads("cancel-knock").length, 1);
  assert.deepEqual(
    [parts.store.state.phase, parts.media.isOpen, parts.signaling.isOpen],
    ["prejoin", true, false],
  );
  assert.equal(parts.memory.tab.mayReturn, false);
});

test("an answer that is no admission ends the wait", async () => {
  const parts = newCall();
  await knock(parts);
  const payload = /** @type {const} */ ({ status: "denied", canRetryAfterSeconds: 30 });
  parts.signaling.gotEvent("waiting-room-result", payload);
  const farewell = { kind: "denied", canRetryAfterSeconds: 30 };
  assert.deepEqual(parts.store.state.farewell, farewell);
  assert.deepEqual([parts.signaling.isOpen, parts.media.isOpen], [false, false]);
});

test("what the room ceases to allow is turned off, and stays so", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  const settings = { ...SETTINGS, allowCamera: false };
  parts.signaling.gotEvent("settings-updated", { settings });
  assert.deepEqual([parts.media.microphone.isOn, parts.media.camera.isOn], [true, false]);
  await parts.call.media.toggle("camera");
  assert.equal(parts.media.camera.isOn, false);
  const [last] = parts.store.state.notices.slice(-1);
  assert.deepEqual([last?.kind, last?.about], ["refused", ["CAMERA_DISABLED"]]);
});

test("hosts are spared by what the room forbids of devices", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { role: "cohost" });
  const settings = { ...SETTINGS, allowMicrophone: false };
  parts.signaling.gotEvent("settings-updated", { settings });
  assert.equal(parts.media.microphone.isOn, true);
});

test("a mute that came while one was away holds on return, and not for who enters anew", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  const self = { ...participant("me"), isMuted: true };
  await enter(parts, { self });
  assert.equal(parts.media.microphone.isOn, true);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined({ self }));
  assert.equal(parts.media.microphone.isOn, false);
});

test("a toggle made while the socket was away is told when it is back, and nothing else", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  parts.signaling.gotEvent("disconnected", {});
  await parts.call.media.toggle("camera");
  const before = parts.signaling.said.length;
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  const told = parts.signaling.said.slice(before);
  assert.deepEqual(
    told.map(({ name, payload }) => [name, payload.enabled]),
    [["toggle-video", false]],
  );
});

test("all who wait are let in by the ids that the host sees", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { role: "host", waiting: [knocker("cy"), knocker("di")] });
  await parts.call.door.admitAll();
  const { targetIds } = parts.signaling.payloads("admit-all")[0];
  assert.deepEqual(targetIds, ["seat of cy", "seat of di"]);
});

test("for whom there was no place is told", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts, { role: "host", waiting: [knocker("cy")] });
  parts.signaling.answers["admit-all"] = { success: true, fullFor: ["seat of cy"] };
  await parts.call.door.admitAll();
  assert.deepEqual(parts.store.state.notices.at(-1)?.about, ["ROOM_FULL"]);
});

test("a new name is one's own once the server has agreed", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await enter(parts);
  parts.signaling.answers.rename = { success: false, code: "RENAME_DISABLED" };
  await parts.call.place.rename("Maxi");
  assert.equal(parts.store.state.self.displayName, "Max");
  delete parts.signaling.answers.rename;
  await parts.call.place.rename("Maxi");
  assert.equal(parts.store.state.self.displayName, "Maxi");
  assert.equal(parts.store.state.people[0]?.displayName, "Maxi");
  assert.equal(parts.memory.displayName, "Maxi");
});
