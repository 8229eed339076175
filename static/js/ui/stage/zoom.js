/**
 * Calculate how a picture is zoomed and moved in its tile, without a page.
 *
 * A view has a scale and the offset of the picture's centre from the tile's centre. Lengths are CSS
 * pixels, and points are relative to the tile's centre. The picture never leaves an edge of the tile
 * that it can cover.
 */

/** @typedef {{scale: number, x: number, y: number}} View */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{tile: Size, picture: Size}} Frame the tile, and the picture as it is recorded */

/** The whole picture. */
export const FIT = Object.freeze({ scale: 1, x: 0, y: 0 });
/** At this scale, a letter of a screen of 4K is as large as it is there. */
const LARGEST = 5;

/**
 * Zoom by a factor; the point of the picture under `at` stays there.
 * @param {View} view
 * @param {number} factor
 * @param {Point} at
 * @param {Frame} frame
 * @returns {View}
 */
export function zoomed(view, factor, at, frame) {
  const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  const x = at.x - (at.x - view.x) * ratio;
  const y = at.y - (at.y - view.y) * ratio;
  return clamped({ scale, x, y }, frame);
}

/**
 * Move the picture.
 * @param {View} view
 * @param {Point} by
 * @param {Frame} frame
 * @returns {View}
 */
export function moved({ scale, x, y }, by, frame) {
  return clamped({ scale, x: x + by.x, y: y + by.y }, frame);
}

/** @param {View} view */
export function isZoomed({ scale }) {
  return scale > 1;
}

/** @param {View} view */
export function isLargest({ scale }) {
  return scale >= LARGEST;
}

/** @param {View} view @param {Frame} frame @returns {View} */
function clamped({ scale, x, y }, { tile, picture }) {
  const fit = Math.min(tile.width / picture.width, tile.height / picture.height) || 1;
  const most = {
    x: Math.max(0, (picture.width * fit * scale - tile.width) / 2),
    y: Math.max(0, (picture.height * fit * scale - tile.height) / 2),
  };
  return { scale, x: within(x, most.x), y: within(y, most.y) };
}

/** @param {number} offset @param {number} most */
function within(offset, most) {
  return Math.min(most, Math.max(-most, offset)) || 0;
}
