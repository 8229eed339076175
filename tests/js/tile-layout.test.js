import assert from "node:assert/strict";
import { test } from "node:test";
import { capacityOf, grid, stageAndStrip } from "../../static/js/ui/stage/tile-layout.js";

/** @import {Rect} from "../../static/js/ui/stage/tile-layout.js" */

const GAP = 8;

/** @param {number} width @param {number} height */
function space(width, height) {
  return { x: 0, y: 0, width, height };
}

/** @param {Rect} one @param {Rect} other */
function overlap(one, other) {
  const apartX = one.x + one.width <= other.x || other.x + other.width <= one.x;
  const apartY = one.y + one.height <= other.y || other.y + other.height <= one.y;
  return !apartX && !apartY;
}

/** @param {Rect[]} tiles @param {Rect} around */
function assertFits(tiles, around) {
  for (const [index, tile] of tiles.entries()) {
    assert.ok(tile.width > 0 && tile.height > 0);
    assert.ok(tile.x >= around.x && tile.x + tile.width <= around.x + around.width + 1);
    assert.ok(tile.y >= around.y && tile.y + tile.height <= around.y + around.height + 1);
    for (const other of tiles.slice(index + 1)) assert.ok(!overlap(tile, other));
  }
}

test("tiles of one size fit any window without touching", () => {
  for (const [width, height] of /** @type {const} */ ([
    [1280, 620],
    [360, 560],
    [800, 800],
    [2560, 1300],
    [320, 200],
  ])) {
    for (let count = 1; count <= 12; count += 1) {
      const tiles = grid(count, space(width, height), GAP);
      assert.equal(tiles.length, count);
      assertFits(tiles, space(width, height));
      assert.equal(new Set(tiles.map((tile) => `${tile.width}×${tile.height}`)).size, 1);
    }
  }
});

test("one tile fills the window as far as its aspect ratio allows", () => {
  const [tile] = grid(1, space(1600, 900), GAP);
  assert.deepEqual(tile, { x: 0, y: 0, width: 1600, height: 900 });
});

test("the layout with the largest tiles is chosen", () => {
  const columns = (/** @type {Rect[]} */ tiles) =>
    tiles.filter(({ y }) => y === tiles[0]?.y).length;
  assert.equal(columns(grid(2, space(1600, 900), GAP)), 2);
  assert.equal(columns(grid(2, space(700, 900), GAP)), 1);
  assert.equal(columns(grid(4, space(1600, 900), GAP)), 2);
  assert.equal(columns(grid(9, space(1600, 900), GAP)), 3);
  assert.equal(columns(grid(3, space(3000, 400), GAP)), 3);
});

test("the last row is centred", () => {
  const tiles = grid(3, space(1600, 900), GAP);
  const last = tiles[2];
  assert.ok(last);
  assert.ok(Math.abs(last.x + last.width / 2 - 800) <= 1);
});

test("in a portrait window, tiles may be narrower", () => {
  const [tile] = grid(2, space(360, 560), GAP);
  assert.ok(tile && tile.width / tile.height < 1.5);
});

test("a shared screen leaves a strip beside it in a wide window, and below it in an upright one", () => {
  const wide = stageAndStrip(1, 3, space(1280, 640), GAP);
  const [wideStage] = wide.stage;
  assert.ok(wideStage && wideStage.height === 640);
  assert.ok(wide.strip.every(({ x }) => x >= wideStage.width + GAP));
  const upright = stageAndStrip(1, 3, space(360, 600), GAP);
  const [uprightStage] = upright.stage;
  assert.ok(uprightStage && uprightStage.width === 360);
  assert.ok(upright.strip.every(({ y }) => y >= uprightStage.height + GAP));
  assertFits([wideStage, ...wide.strip], space(1280, 640));
  assertFits([uprightStage, ...upright.strip], space(360, 600));
});

test("the strip is below a shared screen where an open panel makes the window narrower", () => {
  const { stage, strip } = stageAndStrip(1, 3, space(904, 716), GAP);
  const [screen] = stage;
  assert.ok(screen && screen.width === 904);
  assert.ok(strip.every(({ y }) => y >= screen.height + GAP));
  assertFits([screen, ...strip], space(904, 716));
});

test("a single shared screen has all the space", () => {
  assert.deepEqual(stageAndStrip(1, 0, space(800, 600), GAP).stage, [space(800, 600)]);
});

test("several large tiles share the stage", () => {
  const { stage, strip } = stageAndStrip(3, 4, space(1280, 640), GAP);
  assert.deepEqual([stage.length, strip.length], [3, 4]);
  assertFits([...stage, ...strip], space(1280, 640));
});

test("at most nine tiles fit, and fewer where they would be too small", () => {
  assert.equal(capacityOf(space(3000, 2000), GAP, false), 9);
  assert.equal(capacityOf(space(366, 640), GAP, false), 9);
  assert.equal(capacityOf(space(1280, 640), GAP, true), 9);
  assert.equal(capacityOf(space(366, 640), GAP, true), 6);
  assert.equal(capacityOf(space(300, 160), GAP, false), 4);
  assert.equal(capacityOf(space(0, 0), GAP, false), 1);
});

test("a window too small for tiles causes no error", () => {
  for (const tile of grid(5, space(10, 0), GAP)) assert.ok(tile.width >= 0 && tile.height >= 0);
});
