/**
 * Calculate where a tile floats over the others, without a page.
 *
 * Rects are in CSS pixels. As everywhere on the stage, x grows in the direction of reading.
 */

import { cornerAt, isStart, isTop } from "../../call/state/self-view.js";

/** @import {Corner} from "../../call/state/model.js" */
/** @import {Rect} from "./tile-layout.js" */

/** A name with its icon fits into a tile of this width. */
const MIN_WIDTH = 96;
const MAX_WIDTH = 256;
/** Largest shares of the area that the tile may cover. */
const WIDTH_SHARE = { wide: 0.2, narrow: 0.28 };
const HEIGHT_SHARE = 0.4;
/** People hold a phone upright, and its camera records an upright picture. */
const ASPECT = { wide: 16 / 9, narrow: 3 / 4 };

/**
 * Return the place in a corner of the area.
 * @param {Corner} corner
 * @param {Rect} area
 * @param {number} gap
 * @returns {Rect}
 */
export function floatingRect(corner, area, gap) {
  const shape = area.width < area.height ? "narrow" : "wide";
  const wanted = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, area.width * WIDTH_SHARE[shape]));
  const width = Math.round(Math.min(wanted, area.height * HEIGHT_SHARE * ASPECT[shape]));
  const height = Math.round(width / ASPECT[shape]);
  const end = area.x + area.width - width - gap;
  const bottom = area.y + area.height - height - gap;
  return {
    x: isStart(corner) ? area.x + gap : end,
    y: isTop(corner) ? area.y + gap : bottom,
    width,
    height,
  };
}

/**
 * Return the corner that is nearest to a tile.
 * @param {Rect} rect
 * @param {Rect} area
 * @returns {Corner}
 */
export function nearestCorner(rect, area) {
  const isUpper = rect.y + rect.height / 2 < area.y + area.height / 2;
  return cornerAt(isUpper, rect.x + rect.width / 2 < area.x + area.width / 2);
}

/**
 * Move a tile, but not out of the area.
 * @param {Rect} rect
 * @param {{x: number, y: number}} by
 * @param {Rect} area
 * @returns {Rect}
 */
export function movedWithin(rect, by, area) {
  const end = area.x + area.width - rect.width;
  const bottom = area.y + area.height - rect.height;
  return {
    ...rect,
    x: Math.max(area.x, Math.min(end, rect.x + by.x)),
    y: Math.max(area.y, Math.min(bottom, rect.y + by.y)),
  };
}

/**
 * Return how high the floating tile covers another tile, from the edge of its corner on. Return 0 if
 * it covers nothing, or so much that there is no better place in the other tile.
 * @param {Rect} below
 * @param {Rect} floating
 * @param {Corner} corner
 */
export function coveredHeight(below, floating, corner) {
  const apart =
    floating.x >= below.x + below.width ||
    floating.x + floating.width <= below.x ||
    floating.y >= below.y + below.height ||
    floating.y + floating.height <= below.y;
  const covered = isTop(corner)
    ? floating.y + floating.height - below.y
    : below.y + below.height - floating.y;
  return apart || covered > below.height / 2 ? 0 : covered;
}

/** Return the smallest rect around others. @param {Rect[]} rects at least one @returns {Rect} */
export function around(rects) {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const width = Math.max(...rects.map((rect) => rect.x + rect.width)) - x;
  return { x, y, width, height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y };
}
