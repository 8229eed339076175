import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, knocker, participant } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, knock, leave } from "./in-a-call.js";

test("a knocker keeps the devices, joins when admitted, and returns to the waiting room after a reload", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await knock(parts);
  assert.deepEqual([parts.store.state.phase, parts.media.isOpen], ["waiting", true]);
  assert.deepEqual(parts.signaling.payloads("toggle-audio"), []);
  assert.equal(parts.storage.tab.mayRejoin, true);
  await parts.call.media.toggle("camera");
  parts.signaling.gotEvent("room-joined", joined());
  assert.equal(parts.store.state.phase, "meeting");
  assert.equal(parts.signaling.payloads("toggle-video")[0].enabled, false);
});

test("a person who cancels the knock returns to the preview with the devices on", async () => {
  const parts = newCall();
  await knock(parts);
  parts.call.cancelKnock();
  assert.equal(parts.signaling.payloads("cancel-knock").length, 1);
  assert.deepEqual(
    [parts.store.state.phase, parts.media.isOpen, parts.signaling.isOpen],
    ["prejoin", true, false],
  );
  assert.equal(parts.storage.tab.mayRejoin, false);
});

test("a denial ends the wait", async () => {
  const parts = newCall();
  await knock(parts);
  const payload = /** @type {const} */ ({ status: "denied", canRetryAfterSeconds: 30 });
  parts.signaling.gotEvent("waiting-room-result", payload);
  const callEnd = { kind: "denied", canRetryAfterSeconds: 30 };
  assert.deepEqual(parts.store.state.callEnd, callEnd);
  assert.deepEqual([parts.signaling.isOpen, parts.media.isOpen], [false, false]);
});

test("admitting everyone sends the participant ids that the host sees", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { role: "host", waiting: [knocker("cy"), knocker("di")] });
  await parts.call.waitingRoom.admitAll();
  const { targetIds } = parts.signaling.payloads("admit-all")[0];
  assert.deepEqual(targetIds, ["seat of cy", "seat of di"]);
});

test("a notice says that the room was too full to admit everyone", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { role: "host", waiting: [knocker("cy")] });
  parts.signaling.answers["admit-all"] = { success: true, fullFor: ["seat of cy"] };
  await parts.call.waitingRoom.admitAll();
  assert.deepEqual(parts.store.state.notices[0]?.about, ["ROOM_FULL"]);
});

test("a person who must knock after a lost connection keeps no connection to the meeting", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")] });
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  const payload = { participantId: "new seat", roomName: "", hostName: "Ann", hostPresent: true };
  parts.signaling.gotEvent("waiting-room", payload);
  assert.equal(parts.store.state.phase, "waiting");
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["close"]);
  assert.deepEqual([parts.roomMedia.reachable, parts.media.isOpen], [[], true]);
});
