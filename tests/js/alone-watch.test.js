import assert from "node:assert/strict";
import { test } from "node:test";
import { AloneWatch } from "../../static/js/call/alone-watch.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting, participant } from "./example-call.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {RoomJoined} from "../../static/js/call/protocol.js" */

const HALF_AN_HOUR = 30 * 60;

/** @param {Partial<RoomJoined>} [fields] of the meeting */
function newWatch(fields = {}) {
  const store = createStore(meeting(fields), apply);
  const timers = new FakeTimers();
  new AloneWatch({ store, timers });
  const dialog = () => store.state.dialog?.kind;
  return { store, timers, dialog };
}

test("a person who is alone for half an hour is asked, again and again", () => {
  const { store, timers, dialog } = newWatch();
  timers.pass(HALF_AN_HOUR - 1);
  assert.equal(dialog(), undefined);
  timers.pass(1);
  assert.equal(dialog(), "still-there");
  store.dispatch({ type: "dialog-closed", payload: {} });
  timers.pass(HALF_AN_HOUR);
  assert.equal(dialog(), "still-there");
});

test("the question is withdrawn when somebody joins, and the time begins again afterwards", () => {
  const { store, timers, dialog } = newWatch();
  timers.pass(HALF_AN_HOUR);
  store.dispatch({ type: "user-joined", payload: { participant: participant("ann") } });
  assert.equal(dialog(), undefined);
  timers.pass(HALF_AN_HOUR);
  store.dispatch({ type: "user-left", payload: { socketId: "ann" } });
  timers.pass(HALF_AN_HOUR - 1);
  assert.equal(dialog(), undefined);
  timers.pass(1);
  assert.equal(dialog(), "still-there");
});

test("nobody is asked beside others, or after the meeting", () => {
  const { store, timers, dialog } = newWatch({ participants: [participant("ann")] });
  timers.pass(HALF_AN_HOUR);
  assert.equal(dialog(), undefined);
  store.dispatch({ type: "user-left", payload: { socketId: "ann" } });
  store.dispatch({ type: "left", payload: { kind: "left" } });
  timers.pass(HALF_AN_HOUR);
  assert.deepEqual([dialog(), timers.count], [undefined, 0]);
});
