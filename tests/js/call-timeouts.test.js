import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, participant } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, knock } from "./in-a-call.js";

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

test("a slow reconnect is shown, and the person can reconnect at once", async () => {
  for (const arrive of [join, knock]) {
    const parts = newCall();
    await arrive(parts);
    parts.signaling.gotEvent("disconnected", {});
    assert.equal(parts.store.state.isReconnectSlow, false);
    parts.timers.pass(20);
    assert.equal(parts.store.state.isReconnectSlow, true);

    parts.call.reconnect();
    assert.equal(parts.signaling.reconnects, 1);
    assert.equal(parts.store.state.isReconnectSlow, false);
    parts.timers.pass(20);
    assert.equal(parts.store.state.isReconnectSlow, true);
    parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
    assert.equal(parts.store.state.isReconnectSlow, false);
  }
});

test("a connection that is back, or closed, is not shown as slow", async () => {
  const [back, gone] = [newCall(), newCall()];
  await join(back);
  back.signaling.gotEvent("disconnected", {});
  back.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  back.timers.pass(60);
  assert.equal(back.store.state.isReconnectSlow, false);
  await join(gone);
  gone.call.leave();
  gone.signaling.gotEvent("disconnected", {});
  gone.timers.pass(60);
  assert.equal(gone.store.state.isReconnectSlow, false);
});

test("only peers that can be signaled are watched", async () => {
  const parts = newCall();
  await join(parts, { participants: [participant("ann"), participant("bo")] });
  assert.deepEqual(parts.mesh.watched, ["ann", "bo"]);
  const payload = { participantId: "seat of bo", socketId: "bo" };
  parts.signaling.gotEvent("participant-reconnecting", payload);
  assert.deepEqual(parts.mesh.watched, ["ann"]);
  parts.signaling.gotEvent("disconnected", {});
  assert.deepEqual(parts.mesh.watched, []);
});

test("an unreachable peer causes one notice, and can be retried by participant id", async () => {
  const parts = newCall();
  await join(parts, { participants: [participant("ann")] });
  const payload = { socketId: "ann", linkState: "unreachable" };
  parts.store.dispatch({ type: "link-changed", payload: /** @type {any} */ (payload) });
  const [notice] = parts.store.state.notices;
  assert.deepEqual([notice?.kind, notice?.about], ["unreachable", ["Ann"]]);
  parts.call.retryConnection("seat of ann");
  assert.deepEqual(parts.mesh.calls.at(-1), ["retry", "ann"]);
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
