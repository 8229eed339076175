import assert from "node:assert/strict";
import { test } from "node:test";
import { RetrySchedule } from "../../static/js/browser/retry-schedule.js";
import { FakeTimers } from "./fake-timers.js";

/** @param {number} random */
function newSchedule(random = 1) {
  const timers = new FakeTimers();
  const parts = { timers, attempts: 0 };
  const attempt = () => (parts.attempts += 1);
  const schedule = new RetrySchedule({ attempt, timers, random: () => random });
  return Object.assign(parts, { schedule });
}

test("the delay doubles up to 5 s, and each attempt runs once at its time", () => {
  const parts = newSchedule();
  for (const [index, seconds] of [1, 2, 4, 5, 5].entries()) {
    assert.equal(parts.schedule.scheduleNext(), seconds * 1000);
    parts.timers.pass(seconds - 0.001);
    assert.equal(parts.attempts, index);
    parts.timers.pass(0.001);
    assert.equal(parts.attempts, index + 1);
  }
  parts.timers.pass(60);
  assert.equal(parts.attempts, 5);
});

test("the delay is at least half of the longest delay, and at least the given minimum", () => {
  const { schedule } = newSchedule(0);
  assert.equal(schedule.scheduleNext(), 500);
  assert.equal(schedule.scheduleNext(), 1000);
  assert.equal(schedule.scheduleNext(2500), 2500);
});

test("a new schedule replaces the old one, and a reset cancels it", () => {
  const parts = newSchedule();
  parts.schedule.scheduleNext();
  parts.schedule.scheduleNext();
  assert.equal(parts.timers.count, 1);
  parts.schedule.reset();
  parts.timers.pass(60);
  assert.equal(parts.attempts, 0);
  assert.equal(parts.schedule.scheduleNext(), 1000);
});
