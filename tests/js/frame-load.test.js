import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameLoad } from "../../static/js/media/background/frame-load.js";

/**
 * Process pictures for some seconds.
 * @param {{load?: FrameLoad, seconds: number, everyMs: number, busyMs: number}} work
 */
function work({ load = new FrameLoad(), seconds, everyMs, busyMs }) {
  const loads = [];
  for (let now = 0; now < seconds * 1000; now += everyMs)
    loads.push(load.gotFrame(now, now + busyMs));
  return { load, loads: loads.filter((one) => one !== null) };
}

test("the load is told once a second, as rate and as share of the time", () => {
  const { load, loads } = work({ seconds: 3.5, everyMs: 40, busyMs: 20 });
  assert.equal(loads.length, 3);
  assert.ok(loads.every(({ framesPerSecond }) => Math.abs(framesPerSecond - 25) < 1.5));
  assert.ok(loads.every(({ busyShare }) => Math.abs(busyShare - 0.5) < 0.03));
  assert.equal(load.isTooSlow, false);
});

test("a computer that can't process 10 pictures a second for 3 s is too slow", () => {
  assert.equal(work({ seconds: 3.8, everyMs: 125, busyMs: 125 }).load.isTooSlow, false);
  assert.equal(work({ seconds: 5, everyMs: 125, busyMs: 125 }).load.isTooSlow, true);
});

test("a slow camera is not a slow computer", () => {
  const { load, loads } = work({ seconds: 10, everyMs: 200, busyMs: 30 });
  assert.equal(load.isTooSlow, false);
  assert.ok(loads.every(({ framesPerSecond }) => framesPerSecond < 7));
});

test("a slow moment is forgiven", () => {
  const { load } = work({ seconds: 3.2, everyMs: 125, busyMs: 125 });
  for (let now = 3500; now < 4600; now += 50) load.gotFrame(now, now + 20);
  for (let now = 4700; now < 6700; now += 125) load.gotFrame(now, now + 125);
  assert.equal(load.isTooSlow, false);
});
