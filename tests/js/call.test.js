import assert from "node:assert/strict";
import { test } from "node:test";
import { participant } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, leave, peer, ROOM } from "./in-a-call.js";

test("joining sends the name, stores it and connects to everyone present", async (t) => {
  const parts = newCall({ displayName: "" });
  t.after(() => leave(parts));
  await join(parts, { participants: [participant("ann")], iceServers: [{ urls: "stun:s" }] });
  assert.deepEqual(parts.signaling.payloads("join-room"), [
    {
      roomCode: "7KQ2MX",
      displayName: "Max",
      capabilities: ["seats", "waiting-room", "two-pictures", "media-server"],
    },
  ]);
  assert.equal(parts.storage.displayName, "Max");
  assert.deepEqual(parts.roomMedia.calls, [
    ["join", "me", [peer("ann")], [{ urls: "stun:s" }], ROOM],
  ]);
  assert.equal(parts.store.state.phase, "meeting");
});

test("the name of an account is not stored in the browser", async (t) => {
  const parts = newCall({ userId: "17", displayName: "Max" });
  t.after(() => leave(parts));
  await join(parts);
  assert.equal(parts.storage.displayName, "");
  assert.equal(parts.signaling.payloads("join-room")[0].userId, "17");
});

test("a person who joins is told that the server can't be reached", async () => {
  const parts = newCall();
  await parts.call.begin();
  parts.call.join("Max");
  for (let attempt = 0; attempt < 3; attempt += 1) parts.signaling.gotEvent("connect-failed", {});
  assert.deepEqual(parts.store.state.callEnd, { kind: "unreachable" });
  assert.equal(parts.signaling.isOpen, false);
});

test("a server that never answers the join counts as unreachable", () => {
  const parts = newCall();
  parts.call.join("Max");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.timers.pass(10);
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.timers.pass(5);
  assert.equal(parts.store.state.callEnd?.kind, "unreachable");
});

test("every ending closes the socket, the links and the devices, and a reload does not rejoin", async () => {
  const ways = /** @type {const} */ ([
    ["moved", {}],
    ["force-disconnect", { reason: "" }],
    ["force-disconnect", { reason: "", code: "SIGNED_OUT" }],
    ["room-ended", { reason: "" }],
    ["join-error", { code: "JOIN_FAILED", message: "", reason: "ROOM_LOCKED" }],
  ]);
  for (const [type, payload] of ways) {
    const parts = newCall();
    await join(parts);
    assert.equal(parts.storage.tab.mayRejoin, true);
    parts.signaling.gotEvent(type, payload);
    assert.deepEqual([parts.signaling.isOpen, parts.media.isOpen], [false, false]);
    assert.deepEqual(parts.roomMedia.calls.at(-1), ["close"]);
    assert.equal(parts.storage.tab.mayRejoin, false);
  }
});

test("leaving sends an event before the socket is closed", async () => {
  const parts = newCall();
  await join(parts);
  parts.call.leave();
  assert.deepEqual(parts.signaling.sent.at(-1), {
    name: "leave-room",
    payload: { roomId: "room" },
  });
  assert.equal(parts.store.state.callEnd?.kind, "left");
});

test("a new name is used after the server has accepted it", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  parts.signaling.answers.rename = { success: false, code: "RENAME_DISABLED" };
  await parts.call.participant.rename("Maxi");
  assert.equal(parts.store.state.self.displayName, "Max");
  delete parts.signaling.answers.rename;
  await parts.call.participant.rename("Maxi");
  assert.equal(parts.store.state.self.displayName, "Maxi");
  assert.equal(parts.store.state.people[0]?.displayName, "Maxi");
  assert.equal(parts.storage.displayName, "Maxi");
});

test("a hand that is raised and lowered before the server has answered is down", async (t) => {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  await Promise.all([parts.call.participant.toggleHand(), parts.call.participant.toggleHand()]);
  assert.deepEqual(
    parts.signaling.payloads("toggle-hand-raise").map(({ raised }) => raised),
    [true, false],
  );
  assert.equal(parts.store.state.people[0]?.handOrder, null);
  await parts.call.participant.toggleHand();
  assert.equal(parts.store.state.people[0]?.handOrder, 1);
});
