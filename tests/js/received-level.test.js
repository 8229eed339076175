import assert from "node:assert/strict";
import { test } from "node:test";
import { ReceivedLevel } from "../../static/js/rtc/received-level.js";

/** @param {string} kind @param {() => object[]} [sources] */
function receiver(kind, sources) {
  return { track: { kind }, ...(sources && { getSynchronizationSources: sources }) };
}

/** @param {object[]} receivers @returns {any} */
function connection(...receivers) {
  return { getReceivers: () => receivers };
}

test("the level is that of the loudest sound", () => {
  const at = (/** @type {number} */ audioLevel) => () => [{ timestamp: 1, audioLevel }];
  const level = new ReceivedLevel().read(
    connection(receiver("audio", at(0.1)), receiver("audio", at(0.4)), receiver("video", at(1))),
  );
  assert.equal(level, 0.4);
});

test("the level of a packet counts once", () => {
  let timestamp = 1;
  const one = connection(receiver("audio", () => [{ timestamp, audioLevel: 0.5 }]));
  const level = new ReceivedLevel();
  assert.equal(level.read(one), 0.5);
  assert.equal(level.read(one), 0);
  timestamp = 2;
  assert.equal(level.read(one), 0.5);
});

test("a browser or sender that states no level is silent", () => {
  const level = new ReceivedLevel();
  assert.equal(level.read(connection()), 0);
  assert.equal(level.read(connection(receiver("audio"))), 0);
  assert.equal(level.read(connection(receiver("audio", () => []))), 0);
  assert.equal(level.read(connection(receiver("audio", () => [{ timestamp: 1 }]))), 0);
});
