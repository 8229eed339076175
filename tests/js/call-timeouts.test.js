import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, participant } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, knock, leave } from "./in-a-call.js";

test("a rejoin without an answer is repeated over a new connection", async () => {
  const parts = newCall();
  await join(parts);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.timers.pass(15);
  assert.equal(parts.signaling.reconnects, 1);
  parts.signaling.gotEvent("connected", { socketId: "me-3", isRecovered: false });
  parts.signaling.gotEvent("room-joined", joined());
  parts.timers.pass(60);
  assert.equal(parts.signaling.reconnects, 1);
});

test("the time of the next attempt is known, and the person can reconnect at once", async () => {
  for (const arrive of [join, knock]) {
    const parts = newCall();
    await arrive(parts);
    parts.call.reconnect();
    assert.equal(parts.signaling.reconnects, 0);
    parts.signaling.gotEvent("reconnect-scheduled", { at: 750 });
    parts.signaling.gotEvent("disconnected", {});
    assert.equal(parts.store.state.nextAttemptAt, 750);

    parts.call.reconnect();
    assert.equal(parts.signaling.reconnects, 1);
    parts.signaling.gotEvent("reconnect-started", {});
    assert.equal(parts.store.state.nextAttemptAt, null);
    parts.signaling.gotEvent("connect-failed", { code: "" });
    parts.signaling.gotEvent("reconnect-scheduled", { at: 2250 });
    parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
    assert.equal(parts.store.state.nextAttemptAt, null);
  }
});

test("a person outside a meeting does not reconnect", async () => {
  const parts = newCall();
  parts.call.reconnect();
  await join(parts);
  parts.call.leave();
  parts.call.reconnect();
  assert.equal(parts.signaling.reconnects, 0);
});

test("a join that the server can't answer now is repeated, and the links stay", async (t) => {
  for (const arrive of [join, knock]) {
    const parts = newCall();
    t.after(() => leave(parts));
    await arrive(parts);
    const [{ phase }, calls] = [parts.store.state, parts.roomMedia.calls.length];
    parts.signaling.gotEvent("disconnected", {});
    parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
    for (const reason of ["UNAVAILABLE", "INTERNAL"]) {
      parts.signaling.gotEvent("join-error", { code: "JOIN_FAILED", message: "", reason });
      assert.equal(parts.store.state.phase, phase);
      assert.notEqual(parts.store.state.nextAttemptAt, null);
    }
    parts.timers.pass(5);
    assert.equal(parts.signaling.payloads("join-room").length, 3);
    assert.equal(parts.store.state.nextAttemptAt, null);
    assert.equal(parts.roomMedia.calls.length, calls);
    assert.ok(parts.signaling.isOpen);
  }
});

test("a join that is refused for good ends the call", async () => {
  const parts = newCall();
  await join(parts);
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  const refusal = { code: "JOIN_FAILED", message: "", reason: "ROOM_LOCKED" };
  parts.signaling.gotEvent("join-error", refusal);
  assert.equal(parts.store.state.phase, "left");
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["close"]);
  assert.equal(parts.timers.count, 0);
});

test("a person who enters sees a refusal at once", async () => {
  const parts = newCall();
  await parts.call.begin();
  parts.call.join("Max");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  const refusal = { code: "JOIN_FAILED", message: "", reason: "UNAVAILABLE" };
  parts.signaling.gotEvent("join-error", refusal);
  assert.equal(parts.store.state.phase, "left");
});

test("a person who enters and loses the connection still gets an answer in time", async () => {
  const parts = newCall();
  await parts.call.begin();
  parts.call.join("Max");
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.gotEvent("connected", { socketId: "me-2", isRecovered: false });
  parts.timers.pass(15);
  assert.deepEqual(parts.store.state.callEnd, { kind: "unreachable" });
});

test("only peers that can be signaled are watched", async () => {
  const parts = newCall();
  await join(parts, { participants: [participant("ann"), participant("bo")] });
  assert.deepEqual(parts.roomMedia.reachable, ["ann", "bo"]);
  const payload = { participantId: "seat of bo", socketId: "bo" };
  parts.signaling.gotEvent("participant-reconnecting", payload);
  assert.deepEqual(parts.roomMedia.reachable, ["ann"]);
  parts.signaling.gotEvent("disconnected", {});
  assert.deepEqual(parts.roomMedia.reachable, []);
});

test("an unreachable peer causes one notice, and can be retried by participant id", async () => {
  const parts = newCall();
  await join(parts, { participants: [participant("ann")] });
  const payload = { socketId: "ann", linkState: "unreachable" };
  parts.store.dispatch({ type: "link-changed", payload: /** @type {any} */ (payload) });
  const [notice] = parts.store.state.notices;
  assert.deepEqual([notice?.kind, notice?.about], ["unreachable", ["Ann"]]);
  parts.call.retryConnection("seat of ann");
  assert.deepEqual(parts.roomMedia.calls.at(-1), ["retry", "ann"]);
});

test("a person who joins while the browser asks for a device joins without it", async () => {
  const parts = newCall();
  await parts.call.begin();
  parts.media.camera.problem = /** @type {any} */ ("pending");
  parts.media.gotChange();
  parts.call.join("Max");
  assert.equal(parts.media.camera.isOn, false);
  assert.equal(parts.media.microphone.isOn, true);
});
