import assert from "node:assert/strict";
import { test } from "node:test";
import { receivedTotals, sampleBetween, sentTotals } from "../../static/js/rtc/link-stats.js";
import { LinkWatch } from "../../static/js/rtc/link-watch.js";
import { asConnection, FakeConnection, settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";

/** Watch a connection to Ann. */
function newWatch() {
  const connection = new FakeConnection();
  const links = new Map([["ann", { connection: asConnection(connection) }]]);
  const timers = new FakeTimers();
  /** @type {[string, number][]} */
  const levels = [];
  const watch = new LinkWatch({
    links,
    totalsOf: receivedTotals,
    gotLevel: (id, level) => levels.push([id, level]),
    timers,
    now: timers.now,
  });
  /** @param {number} share @param {number} seconds */
  const lose = async (share, seconds, lossy = connection) => {
    for (let passed = 0; passed < seconds; passed += 2) {
      lossy.loseShare(share);
      timers.pass(2);
      await settled();
    }
  };
  return { connection, levels, links, lose, timers, watch };
}

test("pictures are paused when loss lasts, and return in steps when it ends", async () => {
  const { levels, lose, watch } = newWatch();
  watch.watch(["ann"]);

  await lose(0, 4);
  await lose(0.1, 10);
  assert.deepEqual(
    levels.map(([, level]) => level),
    [1, 2, 3],
  );
  assert.equal(watch.levelOf("ann"), 3);

  await lose(0, 40);
  assert.deepEqual(
    levels.slice(3).map(([, level]) => level),
    [2, 1, 0],
  );
});

test("a connection without statistics does not keep the others from being measured", async () => {
  const { connection, links, timers } = newWatch();
  const closed = {
    getStats: () => Promise.reject(new DOMException("closed", "InvalidStateError")),
  };
  links.set("ben", { connection: /** @type {any} */ (closed) });
  connection.loseShare(0);
  /** @type {string[]} */
  const read = [];
  const watch = new LinkWatch({
    links,
    totalsOf: receivedTotals,
    gotLevel: () => {},
    gotReadings: (readings) => read.push(...readings.map(({ id }) => id)),
    timers,
    now: timers.now,
  });
  watch.watch(["ann", "ben"]);
  timers.pass(2);
  await settled();
  await settled();
  assert.deepEqual(read, ["ann"]);
});

test("the statistics of all links are passed on after each interval", async () => {
  const { connection, links, timers } = newWatch();
  /** @type {string[][]} */
  const rounds = [];
  const watch = new LinkWatch({
    links,
    totalsOf: receivedTotals,
    gotLevel: () => {},
    gotReadings: (readings) => rounds.push(readings.map(({ id }) => id)),
    timers,
  });
  links.set("ben", { connection: asConnection(new FakeConnection()) });
  watch.watch(["ann", "ben", "cid"]);
  timers.pass(2);
  await settled();

  links.delete("ben");
  timers.pass(2);
  await settled();

  assert.deepEqual(rounds, [["ann", "ben"], ["ann"]]);
  assert.equal(connection.isClosed, false);
});

test("a link keeps its level under a new socket id", async () => {
  const { levels, links, lose, watch } = newWatch();
  watch.watch(["ann"]);
  await lose(0.1, 4);

  const link = links.get("ann");
  links.delete("ann");
  if (link) links.set("ann-2", link);
  watch.watch(["ann-2"]);
  await lose(0.1, 2);

  assert.deepEqual(levels, [
    ["ann", 1],
    ["ann-2", 2],
  ]);
});

test("a new connection begins without a reduction", async () => {
  const { links, lose, watch } = newWatch();
  watch.watch(["ann"]);
  await lose(0.1, 10);

  const replacement = new FakeConnection();
  links.set("ann", { connection: asConnection(replacement) });
  await lose(0.1, 2, replacement);

  assert.equal(watch.levelOf("ann"), 0);
});

test("nothing is measured after the last person has left", async () => {
  const { lose, timers, watch } = newWatch();
  watch.watch(["ann"]);
  await lose(0, 4);

  watch.watch([]);
  await lose(0.5, 4);

  assert.equal(timers.count, 0);
  assert.equal(watch.levelOf("ann"), 0);
});

test("totals are the sums over sound and pictures", () => {
  const stats = Object.entries({
    a: { type: "inbound-rtp", kind: "audio", packetsReceived: 90, packetsLost: 10 },
    b: { type: "inbound-rtp", packetsReceived: 300, packetsLost: 0, totalFreezesDuration: 1.5 },
    c: { type: "outbound-rtp", packetsSent: 500 },
    d: { type: "remote-inbound-rtp", packetsLost: 7 },
    e: { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    f: { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.2 },
  });
  const roundTripSeconds = 0.2;
  assert.deepEqual(receivedTotals(stats), {
    packets: 400,
    lost: 10,
    freezeSeconds: 1.5,
    roundTripSeconds,
  });
  assert.deepEqual(sentTotals(stats), {
    packets: 500,
    lost: 7,
    freezeSeconds: 0,
    roundTripSeconds,
  });
});

test("a shared screen on which nothing moves is not a frozen picture", () => {
  const stats = Object.entries({
    screen: { type: "inbound-rtp", contentType: "screenshare", totalFreezesDuration: 8 },
    camera: { type: "inbound-rtp", totalFreezesDuration: 1.5 },
  });
  assert.equal(receivedTotals(stats).freezeSeconds, 1.5);
});

test("a few packets are no measurement, and late packets are no gain", () => {
  const before = { packets: 100, lost: 10, freezeSeconds: 2, roundTripSeconds: 0.1 };
  const loss = (/** @type {number} */ packets, /** @type {number} */ lost) =>
    sampleBetween(before, { ...before, packets, lost }).loss;
  assert.equal(loss(110, 15), 0);
  assert.equal(loss(200, 20), 0.1);
  assert.equal(loss(200, 5), 0);
});
