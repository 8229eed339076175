import assert from "node:assert/strict";
import { test } from "node:test";
import { degradationPreferenceOf, encodingOf } from "../../static/js/rtc/send-quality.js";

/** @import {PictureSize} from "../../static/js/rtc/send-quality.js" */

const CAMERA = { width: 1280, height: 720 };
const WINDOW = { width: 1280, height: 720 };

/**
 * Return the height in pixels, the bit rate in kbit/s and the frame rate.
 * @param {Partial<Parameters<typeof encodingOf>[0]>} fields
 */
function sent(fields) {
  const picture = {
    source: /** @type {const} */ ("camera"),
    size: CAMERA,
    requestedSize: WINDOW,
    isReduced: false,
    receivers: 1,
    ...fields,
  };
  const { maxBitrate, maxFramerate, scaleResolutionDownBy } = encodingOf(picture);
  const { width, height } = picture.size ?? CAMERA;
  const side = Math.min(width, height) / scaleResolutionDownBy;
  return [Math.round(side), Math.round(maxBitrate / 1000), maxFramerate];
}

test("a camera becomes smaller with the number of people who receive it", () => {
  const table = /** @type {const} */ ([
    [1, [720, 1200, 30]],
    [2, [540, 800, 25]],
    [3, [360, 450, 25]],
    [4, [360, 450, 25]],
    [5, [270, 250, 20]],
    [8, [270, 250, 20]],
    [9, [180, 150, 15]],
    [24, [180, 150, 15]],
  ]);
  for (const [receivers, expected] of table) assert.deepEqual(sent({ receivers }), expected);
});

test("the camera for up to 13 people together needs at most 2 Mbit/s", () => {
  for (let receivers = 1; receivers <= 13; receivers += 1) {
    const [, kilobits = 0] = sent({ receivers });
    assert.ok(receivers * kilobits <= 2000, `${receivers} people`);
  }
});

test("a camera is no larger than its tile", () => {
  const table = /** @type {const} */ ([
    [1920, 1080, [720, 1200, 30]],
    [1280, 720, [720, 1200, 30]],
    [960, 540, [540, 800, 25]],
    [640, 360, [360, 450, 25]],
    [480, 270, [270, 250, 20]],
    [320, 180, [180, 150, 15]],
    [160, 90, [90, 60, 10]],
    [20, 20, [90, 60, 10]],
  ]);
  for (const [width, height, expected] of table)
    assert.deepEqual(sent({ requestedSize: { width, height } }), expected);
});

test("a tile that is a little larger than a step gets this step", () => {
  assert.deepEqual(sent({ requestedSize: { width: 760, height: 428 } }), [360, 450, 25]);
  assert.deepEqual(sent({ requestedSize: { width: 780, height: 439 } }), [540, 800, 25]);
});

test("the picture covers a tile of another shape", () => {
  const square = { width: 360, height: 360 };
  assert.deepEqual(sent({ requestedSize: square }), [360, 450, 25]);
  const upright = {
    size: { width: 720, height: 1280 },
    requestedSize: { width: 360, height: 640 },
  };
  assert.deepEqual(sent(upright), [360, 450, 25]);
});

test("a small camera is not enlarged", () => {
  const small = { width: 320, height: 240 };
  assert.equal(encodingOf({ ...at(WINDOW), size: small }).scaleResolutionDownBy, 1);
});

test("a receiver that does not tell a size gets the largest picture", () => {
  assert.deepEqual(sent({ requestedSize: null, size: null }), [720, 1200, 30]);
});

test("a reduced camera is small and slow, and a screen is never reduced", () => {
  assert.deepEqual(sent({ isReduced: true, receivers: 6 }), [180, 80, 5]);
  assert.deepEqual(
    sent({ isReduced: true, requestedSize: { width: 160, height: 90 } }),
    [90, 60, 10],
  );
  const screen = { source: /** @type {const} */ ("screen"), isReduced: true, receivers: 6 };
  assert.deepEqual(sent(screen), [720, 500, 5]);
});

test("a picture that nobody displays is not sent", () => {
  assert.equal(encodingOf(at({ width: 0, height: 0 })).active, false);
  assert.equal(encodingOf({ ...at({ width: 0, height: 0 }), source: "screen" }).active, false);
  assert.equal(encodingOf(at(null)).active, true);
});

test("a screen keeps its resolution and gets a low frame rate", () => {
  const size = { width: 2560, height: 1440 };
  const table = /** @type {const} */ ([
    [1, [1440, 1500, 10]],
    [3, [1440, 1000, 10]],
    [4, [1440, 750, 5]],
    [24, [1440, 400, 5]],
  ]);
  for (const [receivers, expected] of table)
    assert.deepEqual(sent({ source: "screen", size, receivers }), expected);
  const small = { source: /** @type {const} */ ("screen"), size };
  assert.equal(sent({ ...small, requestedSize: { width: 320, height: 180 } })[0], 1440);
  assert.equal(degradationPreferenceOf("screen"), "maintain-resolution");
  assert.equal(degradationPreferenceOf("camera"), "balanced");
});

/** @param {PictureSize | null} requestedSize */
function at(requestedSize) {
  return {
    source: /** @type {"camera" | "screen"} */ ("camera"),
    size: CAMERA,
    requestedSize,
    isReduced: false,
    receivers: 1,
  };
}
