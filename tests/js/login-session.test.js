import assert from "node:assert/strict";
import { test } from "node:test";
import { LoginSession } from "../../static/js/call/commands/login-session.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { FakeTimers } from "./fake-timers.js";
import { join } from "./in-a-call.js";

/** @param {(url: string, options: RequestInit) => Promise<Partial<Response>>} answer */
function newSession(answer = async () => ({ ok: true })) {
  const store = createStore(meeting(), apply);
  const timers = new FakeTimers();
  const fetch = /** @type {any} */ (answer);
  const session = new LoginSession({ url: "/accounts/session/", store, timers, fetch });
  return { session, store, timers, minutes: () => store.state.sessionMinutesLeft };
}

test("the minutes until the session ends are counted down to the last one", () => {
  const { session, timers, minutes } = newSession();
  assert.equal(minutes(), null);
  session.gotEnding(150);
  assert.equal(minutes(), 3);
  timers.pass(29);
  assert.equal(minutes(), 3);
  timers.pass(1);
  assert.equal(minutes(), 2);
  timers.pass(60);
  assert.equal(minutes(), 1);
  timers.pass(600);
  assert.deepEqual([minutes(), timers.count], [1, 0]);
});

test("the countdown stops when another page prolongs the session", () => {
  const { session, timers, minutes } = newSession();
  session.gotEnding(299);
  session.gotProlonged();
  timers.pass(600);
  assert.deepEqual([minutes(), timers.count], [null, 0]);
});

test("prolonging the session requests a page and hides the warning", async () => {
  /** @type {string[]} */
  const asked = [];
  const { session, minutes } = newSession(async (url) => {
    asked.push(url);
    return { ok: true };
  });
  session.gotEnding(299);
  await session.prolong();
  assert.deepEqual([asked, minutes()], [["/accounts/session/"], null]);
});

test("if the session can't be prolonged, a notice says so and the warning stays", async () => {
  const refused = async () => ({ ok: false });
  const unreachable = async () => Promise.reject(new TypeError("Failed to fetch"));
  for (const answer of [refused, unreachable]) {
    const { session, store, minutes } = newSession(answer);
    session.gotEnding(299);
    await session.prolong();
    assert.deepEqual(
      [minutes(), store.state.notices.map(({ kind }) => kind)],
      [5, ["session-not-prolonged"]],
    );
  }
});

test("a request without an answer times out", async () => {
  const { session, store, timers } = newSession(
    (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  );
  session.gotEnding(30);
  const staying = session.prolong();
  timers.pass(10);
  await staying;
  assert.deepEqual(
    store.state.notices.map(({ kind }) => kind),
    ["session-not-prolonged"],
  );
});

test("a call shows the warning, and after the end says that the place is kept", async () => {
  const parts = newCall();
  await join(parts);
  parts.signaling.gotEvent("session-ending", { secondsLeft: 299.5 });
  assert.equal(parts.store.state.sessionMinutesLeft, 5);
  parts.signaling.gotEvent("session-prolonged", { secondsLeft: 9999 });
  assert.equal(parts.store.state.sessionMinutesLeft, null);
  parts.signaling.gotEvent("session-ending", { secondsLeft: 100 });
  parts.signaling.gotEvent("force-disconnect", { reason: "", code: "SESSION_EXPIRED" });
  const { callEnd, phase, sessionMinutesLeft } = parts.store.state;
  assert.deepEqual(
    [callEnd?.kind, phase, sessionMinutesLeft, parts.timers.count],
    ["sessionEnded", "left", null, 0],
  );
  assert.equal(parts.signaling.isOpen, false);
});
