import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionRetry } from "../../static/js/rtc/connection-retry.js";
import { FakeTimers } from "./fake-timers.js";

/** Create a retry with the log of its actions and the seconds at which they ran. */
function newRetry(timers = new FakeTimers()) {
  /** @type {string[]} */
  const log = [];
  const parts = { isConnected: false, log, replaced: () => {} };
  /** @param {string} name */
  const action = (name) => () => void log.push(name);
  const retry = new ConnectionRetry(
    {
      isConnected: () => parts.isConnected,
      restartIce: action("restart ICE"),
      replaceConnection: () => {
        log.push("replace");
        parts.replaced();
      },
      useRelayOnly: () => {
        log.push("relay only");
        parts.replaced();
      },
      giveUp: action("give up"),
    },
    timers,
  );
  retry.watch(["ann"]);
  return Object.assign(parts, { retry, timers });
}

test("the steps are an ICE restart, a new connection, a relay, and giving up", () => {
  const { log, timers } = newRetry();
  const after = [8, 8, 7, 7].map((seconds) => {
    timers.pass(seconds - 0.001);
    const before = log.length;
    timers.pass(0.001);
    return log.slice(before);
  });
  assert.deepEqual(after, [["restart ICE"], ["replace"], ["relay only"], ["give up"]]);
  timers.pass(600);
  assert.equal(log.length, 4);
});

test("a retry by the person replaces the connection, and then uses a relay", () => {
  const { log, retry, timers } = newRetry();
  timers.pass(30);
  assert.ok(retry.hasGivenUp("ann"));
  retry.retry("ann");
  assert.ok(!retry.hasGivenUp("ann"));
  timers.pass(14);
  assert.deepEqual(log.slice(4), ["replace", "relay only", "give up"]);
});

test("an established connection ends the steps, and the next loss starts with an ICE restart", () => {
  const { log, retry, timers } = newRetry();
  timers.pass(23);
  retry.gotState("ann", "connected");
  timers.pass(600);
  retry.gotState("ann", "disconnected");
  retry.gotState("ann", "failed");
  timers.pass(8);
  assert.deepEqual(log, ["restart ICE", "replace", "relay only", "restart ICE"]);
});

test("a peer that can't be signaled is not repaired", () => {
  const { log, retry, timers } = newRetry();
  timers.pass(8);
  retry.watch([]);
  timers.pass(600);
  retry.gotState("ann", "failed");
  timers.pass(600);
  assert.deepEqual(log, ["restart ICE"]);
  retry.watch(["ann"]);
  timers.pass(8);
  assert.deepEqual(log, ["restart ICE", "restart ICE"]);
});

test("two clients that can't connect do not replace each other's connections forever", () => {
  const timers = new FakeTimers();
  const [one, other] = [newRetry(timers), newRetry(timers)];
  one.replaced = () => other.retry.gotReplacement("ann");
  other.replaced = () => one.retry.gotReplacement("ann");
  timers.pass(600);
  assert.deepEqual(
    [one, other].map(({ log }) => log.at(-1)),
    ["give up", "give up"],
  );
  for (const { log } of [one, other]) {
    for (const step of ["restart ICE", "replace", "relay only"]) {
      assert.ok(log.filter((done) => done === step).length <= 1, step);
    }
  }
  one.retry.retry("ann");
  timers.pass(600);
  assert.deepEqual(
    [one, other].map(({ log }) => log.at(-1)),
    ["give up", "give up"],
  );
  assert.equal(timers.count, 0);
});
