import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkQuality, reducedSize } from "../../static/js/rtc/link-quality.js";

/** @import {Sample} from "../../static/js/rtc/link-quality.js" */

const GOOD = { loss: 0.01, freezeSeconds: 0, roundTripSeconds: 0.05 };
const LOSSY = { ...GOOD, loss: 0.06 };
const FROZEN = { ...GOOD, freezeSeconds: 1.2 };
const DELAYED = { ...GOOD, roundTripSeconds: 1.4 };

/** A link that is measured every 2 s. */
function newLink() {
  const quality = new LinkQuality();
  let now = 0;
  return {
    /**
     * Return the levels after some samples.
     * @param {Sample} sample
     * @param {number} seconds
     */
    after(sample, seconds) {
      /** @type {number[]} */
      const levels = [];
      for (let passed = 2; passed <= seconds; passed += 2) {
        quality.got(sample, (now += 2000));
        levels.push(quality.level);
      }
      return levels;
    },
    /** Return the seconds of good samples until the next step up. */
    secondsToStepUp() {
      const { level } = quality;
      let seconds = 0;
      for (; quality.level === level && seconds < 1000; seconds += 2) this.after(GOOD, 2);
      return seconds;
    },
  };
}

test("a good link is not reduced", () => {
  assert.deepEqual(newLink().after(GOOD, 8), [0, 0, 0, 0]);
});

test("loss reduces the picture step by step, and then pauses it", () => {
  assert.deepEqual(newLink().after(LOSSY, 10), [1, 2, 3, 3, 3]);
});

test("up to five percent of loss are concealed", () => {
  assert.deepEqual(newLink().after({ ...GOOD, loss: 0.05 }, 4), [0, 0]);
});

test("freezes and long delays reduce the picture and do not pause it", () => {
  assert.deepEqual(newLink().after(FROZEN, 8), [1, 2, 2, 2]);
  assert.deepEqual(newLink().after(DELAYED, 8), [1, 2, 2, 2]);
});

test("a picture that was turned off for a while was not frozen", () => {
  assert.deepEqual(newLink().after({ ...GOOD, freezeSeconds: 30 }, 4), [0, 0]);
});

test("each ten good seconds are a step up", () => {
  const link = newLink();
  link.after(LOSSY, 6);
  // The first good sample begins the ten seconds.
  assert.deepEqual(link.after(GOOD, 10), [3, 3, 3, 3, 3]);
  assert.deepEqual(link.after(GOOD, 10), [2, 2, 2, 2, 2]);
  assert.deepEqual(link.after(GOOD, 10), [1, 1, 1, 1, 1]);
  assert.deepEqual(link.after(GOOD, 2), [0]);
});

test("a bad sample begins the ten seconds again", () => {
  const link = newLink();
  link.after(LOSSY, 2);
  link.after(GOOD, 8);
  assert.deepEqual(link.after(FROZEN, 2), [2]);
  assert.deepEqual(link.after(GOOD, 12), [2, 2, 2, 2, 2, 1]);
});

test("each failed step up doubles the wait for the next one", () => {
  const link = newLink();
  link.after(LOSSY, 6);
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    const seconds = link.secondsToStepUp();
    link.after(LOSSY, 2);
    return seconds;
  });
  assert.deepEqual(waits, [12, 22, 42, 82, 162, 162]);
});

test("a step up that lasts ends the doubling", () => {
  const link = newLink();
  link.after(LOSSY, 6);
  link.secondsToStepUp();
  link.after(LOSSY, 2);
  assert.equal(link.secondsToStepUp(), 22);
  assert.equal(link.secondsToStepUp(), 10);
});

test("each level halves the requested size, from at most 720 lines", () => {
  const table = /** @type {const} */ ([
    [1280, 720, 0, 1280, 720],
    [1280, 720, 1, 640, 360],
    [1280, 720, 2, 320, 180],
    [1280, 720, 3, 0, 0],
    [2560, 1440, 1, 640, 360],
    [720, 1280, 2, 180, 320],
    [320, 180, 1, 160, 90],
    [0, 0, 2, 0, 0],
  ]);
  for (const [width, height, level, ...expected] of table) {
    const size = reducedSize({ width, height }, level);
    assert.deepEqual([size.width, size.height], expected);
  }
});
