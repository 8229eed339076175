import assert from "node:assert/strict";
import { test } from "node:test";
import { FIT, isLargest, isZoomed, moved, zoomed } from "../../static/js/ui/stage/zoom.js";

const CENTRE = { x: 0, y: 0 };
/** A tile of a different shape than the picture, which has bars above and below. */
const FRAME = { tile: { width: 800, height: 600 }, picture: { width: 1600, height: 900 } };

test("the point under the pointer stays there", () => {
  const at = { x: 100, y: -50 };
  const once = zoomed(FIT, 2, at, FRAME);
  assert.deepEqual(once, { scale: 2, x: -100, y: 50 });
  // The point of the picture that was at 100 is now at 2 * 100 - 100.
  assert.deepEqual(zoomed(once, 1.5, at, FRAME), { scale: 3, x: -200, y: 100 });
});

test("zooming out shows the whole picture again", () => {
  const view = zoomed(FIT, 3, { x: 300, y: 100 }, FRAME);
  assert.equal(isZoomed(view), true);
  assert.deepEqual(zoomed(view, 0.01, { x: -20, y: 80 }, FRAME), FIT);
});

test("no picture is larger than five times", () => {
  const view = zoomed(FIT, 100, CENTRE, FRAME);
  assert.equal(view.scale, 5);
  assert.equal(isLargest(view), true);
  assert.equal(isLargest(zoomed(view, 0.9, CENTRE, FRAME)), false);
});

test("the picture can be moved up to its edges", () => {
  const view = zoomed(FIT, 2, CENTRE, FRAME);
  assert.deepEqual(moved(view, { x: 30, y: 40 }, FRAME), { scale: 2, x: 30, y: 40 });
  // Twice the picture is 1600 by 900 pixels in a tile of 800 by 600.
  assert.deepEqual(moved(view, { x: 9000, y: -9000 }, FRAME), { scale: 2, x: 400, y: -150 });
  assert.deepEqual(moved(FIT, { x: 30, y: 40 }, FRAME), FIT);
});

test("bars stay at both sides of a picture that does not cover the tile", () => {
  const view = zoomed(FIT, 1.1, { x: 0, y: 200 }, FRAME);
  assert.equal(view.y, 0);
});

test("nothing moves before the first picture", () => {
  const frame = { ...FRAME, picture: { width: 0, height: 0 } };
  assert.deepEqual(moved(FIT, { x: 30, y: 40 }, frame), FIT);
});
