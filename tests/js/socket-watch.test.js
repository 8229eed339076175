import assert from "node:assert/strict";
import { test } from "node:test";
import { SocketWatch } from "../../static/js/call/socket-watch.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting, participant } from "./example-call.js";
import { settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";

/** Watch the connection of a meeting with two others. The server answers only when the test says so. */
function newWatch() {
  const store = createStore(
    meeting({ participants: [participant("ann"), participant("ben")] }),
    apply,
  );
  const timers = new FakeTimers();
  /** @type {((reply: any) => void)[]} */
  const questions = [];
  const parts = { store, timers, questions, reconnects: 0, asleepMs: 0 };
  const signaling = {
    request: () => new Promise((resolve) => questions.push(resolve)),
    reconnect: () => (parts.reconnects += 1),
  };
  const now = () => timers.now() + parts.asleepMs;
  new SocketWatch({ store, signaling: /** @type {any} */ (signaling), timers, now });
  return parts;
}

/** @param {ReturnType<typeof newWatch>} parts @param {string} socketId @param {"connected" | "disconnected" | "failed"} linkState */
function change({ store }, socketId, linkState) {
  store.dispatch({ type: "link-changed", payload: { socketId, linkState } });
}

test("after a sleep of the computer, the connection is replaced", () => {
  const parts = newWatch();
  parts.timers.pass(300);
  assert.equal(parts.reconnects, 0);
  parts.asleepMs = 600_000;
  parts.timers.pass(10);
  assert.equal(parts.reconnects, 1);
  parts.timers.pass(300);
  assert.equal(parts.reconnects, 1);
});

test("if a peer connection is lost and the server does not answer, the connection is replaced", () => {
  const parts = newWatch();
  change(parts, "ann", "connected");
  assert.equal(parts.questions.length, 0);
  change(parts, "ann", "disconnected");
  change(parts, "ann", "failed");
  change(parts, "ben", "failed");
  assert.equal(parts.questions.length, 1);
  parts.timers.pass(5);
  assert.equal(parts.reconnects, 0);
  parts.timers.pass(1);
  assert.equal(parts.reconnects, 1);
});

test("a connection whose server answers stays", async () => {
  const parts = newWatch();
  change(parts, "ann", "disconnected");
  parts.questions[0]?.({ success: false, code: "UNAVAILABLE" });
  await settled();
  parts.timers.pass(10);
  assert.equal(parts.reconnects, 0);
  change(parts, "ann", "connected");
  change(parts, "ann", "disconnected");
  assert.equal(parts.questions.length, 2);
});

test("a connection that is being restored is not replaced", () => {
  const parts = newWatch();
  parts.store.dispatch({ type: "disconnected", payload: {} });
  change(parts, "ann", "failed");
  parts.asleepMs = 600_000;
  parts.timers.pass(10);
  assert.deepEqual([parts.questions.length, parts.reconnects], [0, 0]);
});
