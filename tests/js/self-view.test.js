import assert from "node:assert/strict";
import { test } from "node:test";
import { floatingTileId, otherHeight, otherSide } from "../../static/js/call/state/self-view.js";
import { initialState } from "../../static/js/call/state/state.js";
import {
  around,
  coveredHeight,
  floatingRect,
  movedWithin,
  nearestCorner,
} from "../../static/js/ui/stage/floating-tile.js";
import { CONFIG, meeting, participant, play } from "./example-call.js";

/** @import {Corner, SelfView, State} from "../../static/js/call/state/model.js" */

const GAP = 8;
const DESK = { x: 0, y: 0, width: 1256, height: 700 };
const PHONE = { x: 0, y: 0, width: 296, height: 480 };
const STRIP = { x: 0, y: 0, width: 420, height: 120 };
/** @type {Corner[]} */
const CORNERS = ["top-start", "top-end", "bottom-start", "bottom-end"];
const ann = { ...participant("ann"), hasTwoPictures: true };
const bo = { ...participant("bo"), hasTwoPictures: true };

/** @param {State} state @param {SelfView["place"]} place */
function placed(state, place) {
  return play(state, ["self-view-placed", { place, corner: "bottom-end" }]);
}

test("until the person chooses, the own tile floats beside one other person", () => {
  const two = meeting({ participants: [ann] });
  assert.equal(floatingTileId(two), "seat of me");
  assert.equal(floatingTileId(meeting()), undefined);
  assert.equal(floatingTileId(meeting({ participants: [ann, bo] })), undefined);
  const shared = play(two, ["screen-share-started", { socketId: "ann" }]);
  assert.equal(floatingTileId(shared), undefined);
});

test("a chosen place holds for every number of people, but nobody floats alone", () => {
  const two = meeting({ participants: [ann] });
  const three = meeting({ participants: [ann, bo] });
  const shared = play(three, ["screen-share-started", { socketId: "ann" }]);
  assert.equal(floatingTileId(placed(three, "floating")), "seat of me");
  assert.equal(floatingTileId(placed(shared, "floating")), "seat of me");
  assert.equal(floatingTileId(placed(two, "tile")), undefined);
  assert.equal(floatingTileId(placed(meeting(), "floating")), undefined);
});

test("a hidden or enlarged own tile does not float", () => {
  const floating = placed(meeting({ participants: [ann, bo] }), "floating");
  assert.equal(floatingTileId(play(floating, ["self-view-toggled", {}])), undefined);
  const pinned = play(floating, ["pin-toggled", { tileId: "seat of me" }]);
  assert.equal(floatingTileId(pinned), undefined);
  const lit = play(floating, ["spotlight-changed", { participantId: "seat of me" }]);
  assert.equal(floatingTileId(lit), undefined);
});

test("the place that was stored is the first one, and nonsense is ignored", () => {
  const selfView = { place: "tile", corner: "top-start" };
  assert.deepEqual(initialState(CONFIG, [], { selfView }).selfView, selfView);
  for (const nonsense of [null, 7, "tile", { place: "roof", corner: "middle" }])
    assert.deepEqual(initialState(CONFIG, [], { selfView: nonsense }).selfView, {
      place: "auto",
      corner: "bottom-end",
    });
});

test("corners have neighbours at the other side and height", () => {
  assert.equal(otherSide("top-start"), "top-end");
  assert.equal(otherSide("bottom-end"), "bottom-start");
  assert.equal(otherHeight("top-start"), "bottom-start");
  assert.equal(otherHeight("bottom-end"), "top-end");
});

for (const [name, area] of Object.entries({ DESK, PHONE, STRIP }))
  test(`a floating tile stays in each corner of the area, small: ${name}`, () => {
    for (const corner of CORNERS) {
      const rect = floatingRect(corner, area, GAP);
      assert.equal(nearestCorner(rect, area), corner);
      assert.deepEqual(movedWithin(rect, { x: 0, y: 0 }, area), rect);
      assert.ok(rect.height <= area.height * 0.41 && rect.width <= area.width * 0.35);
    }
  });

test("a floating tile is upright on an upright stage", () => {
  const [phone, desk] = [PHONE, DESK].map((area) => floatingRect("top-end", area, GAP));
  assert.ok(phone && phone.height > phone.width && phone.width >= 96);
  assert.ok(desk && desk.height < desk.width && desk.width === 251);
});

test("a dragged tile does not leave the area, and goes to the nearest corner", () => {
  const rect = floatingRect("bottom-end", DESK, GAP);
  const { width, height } = rect;
  const far = movedWithin(rect, { x: -9999, y: -9999 }, DESK);
  assert.deepEqual(far, { x: 0, y: 0, width, height });
  assert.deepEqual(movedWithin(far, { x: 9999, y: 9999 }, DESK), {
    x: 1256 - width,
    y: 700 - height,
    width,
    height,
  });
  assert.equal(nearestCorner(movedWithin(rect, { x: -700, y: 0 }, DESK), DESK), "bottom-start");
  assert.equal(nearestCorner(movedWithin(rect, { x: -300, y: -400 }, DESK), DESK), "top-end");
});

test("the height that a floating tile covers is known for each corner", () => {
  const tile = { x: 0, y: 0, width: 800, height: 400 };
  const small = { x: 692, y: 292, width: 100, height: 100 };
  assert.equal(coveredHeight(tile, small, "bottom-end"), 108);
  assert.equal(coveredHeight(tile, { ...small, y: 8 }, "top-end"), 108);
  assert.equal(coveredHeight(tile, { ...small, x: 800 }, "bottom-end"), 0);
  assert.equal(coveredHeight({ ...tile, y: 250, height: 150 }, small, "bottom-end"), 0);
});

test("the area around large tiles contains all of them", () => {
  const rects = [
    { x: 10, y: 20, width: 30, height: 40 },
    { x: 50, y: 0, width: 10, height: 30 },
  ];
  assert.deepEqual(around(rects), { x: 10, y: 0, width: 50, height: 60 });
});
