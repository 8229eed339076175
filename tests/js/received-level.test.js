import assert from "node:assert/strict";
import { test } from "node:test";
import { ReceivedLevel } from "../../static/js/rtc/received-level.js";

/** @param {() => object[]} [sources] @returns {any} */
function receiver(sources) {
  return sources ? { getSynchronizationSources: sources } : {};
}

test("the level is that of the loudest sound", () => {
  const at = (/** @type {number} */ audioLevel) => () => [{ timestamp: 1, audioLevel }];
  const level = new ReceivedLevel().read([receiver(at(0.1)), receiver(at(0.4))]);
  assert.equal(level, 0.4);
});

test("the level of a packet counts once", () => {
  let timestamp = 1;
  const one = [receiver(() => [{ timestamp, audioLevel: 0.5 }])];
  const level = new ReceivedLevel();
  assert.equal(level.read(one), 0.5);
  assert.equal(level.read(one), 0);
  timestamp = 2;
  assert.equal(level.read(one), 0.5);
});

test("a browser or sender that states no level is silent", () => {
  const level = new ReceivedLevel();
  assert.equal(level.read([]), 0);
  assert.equal(level.read([receiver()]), 0);
  assert.equal(level.read([receiver(() => [])]), 0);
  assert.equal(level.read([receiver(() => [{ timestamp: 1 }])]), 0);
});
