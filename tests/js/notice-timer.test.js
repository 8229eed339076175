import assert from "node:assert/strict";
import { test } from "node:test";
import { NoticeTimer } from "../../static/js/ui/status/notice-timer.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Notice} from "../../static/js/call/state/model.js" */

/** @type {Notice} */
const LOCKED = { id: 1, kind: "locked", about: [] };

function timed() {
  const timers = new FakeTimers();
  const timer = new NoticeTimer({ timers, now: timers.now });
  /** @type {number[]} */
  const ended = [];
  const end = () => void ended.push(timers.now());
  /** @param {Notice} notice @param {boolean} isLast @param {boolean} [hasAction] */
  const show = (notice, isLast, hasAction = false) =>
    timer.show(notice, { hasAction, isLast }, end);
  return { timers, timer, ended, show };
}

test("a notice is shown for four seconds, and for fifteen if it has an action", () => {
  const { timers, ended, show } = timed();
  show(LOCKED, true);
  timers.pass(20);
  show({ ...LOCKED, id: 2 }, true, true);
  timers.pass(20);
  assert.deepEqual(ended, [4000, 35_000]);
});

test("a notice that has been shown gives way at once to one that is queued later", () => {
  const { timers, ended, show } = timed();
  show(LOCKED, true);
  timers.pass(1);
  show(LOCKED, false);
  timers.pass(5);
  assert.deepEqual(ended, [1500]);

  const next = { ...LOCKED, id: 2 };
  show(next, true);
  timers.pass(3);
  show(next, false);
  timers.pass(0);
  assert.deepEqual(ended, [1500, 9000]);
});

test("a notice that has grown is shown for its whole time", () => {
  const { timers, ended, show } = timed();
  show(LOCKED, true);
  timers.pass(3);
  show({ ...LOCKED, about: ["more"] }, true);
  timers.pass(20);
  assert.deepEqual(ended, [7000]);
});
