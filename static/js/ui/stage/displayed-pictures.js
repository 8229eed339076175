/**
 * Measure at which size the page displays each picture: zero if the page is hidden, or if the tile is
 * on another page of the stage.
 *
 * This module observes the tiles of the stage; it does not arrange them.
 */

import { tilesOf } from "../../call/state/tiles.js";

/** @import {Call} from "../../call/call.js" */
/** @import {StageTile} from "../../call/state/tiles.js" */
/** @import {PictureSize} from "../../rtc/send-quality.js" */

const NONE = { width: 0, height: 0 };
/** On denser displays, nobody sees the difference in a moving picture. */
const DENSEST = 2;
/** The server refuses a larger request. No screen is as large. */
const MOST_PIXELS = 8192;

/** @param {Call} call */
export function watchDisplayedPictures(call) {
  const measure = () => call.pictures.display(displayedSizes(tilesOf(call.store.state)));
  const resizing = new ResizeObserver(measure);
  const changing = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      for (const node of removedNodes) if (node instanceof Element) resizing.unobserve(node);
      for (const node of addedNodes) if (node instanceof Element) resizing.observe(node);
    }
    // A hidden page is not laid out, so that no change of a size is observed.
    measure();
  });
  const zooming = new MutationObserver(measure);
  for (const tiles of document.querySelectorAll(".stage__tiles")) {
    changing.observe(tiles, { childList: true });
    zooming.observe(tiles, { attributeFilter: ["data-zoom"], subtree: true });
  }
  document.addEventListener("visibilitychange", measure);
}

/** @param {StageTile[]} tiles @returns {Map<string, PictureSize>} by tile id */
function displayedSizes(tiles) {
  const sizes = new Map(tiles.map(({ id }) => [id, NONE]));
  if (document.hidden) return sizes;
  for (const tile of document.querySelectorAll(".stage__tiles > [data-tile-id]")) {
    if (!(tile instanceof HTMLElement)) continue;
    const id = tile.dataset["tileId"];
    if (id) sizes.set(id, sizeOf(tile));
  }
  return sizes;
}

/** @param {HTMLElement} tile @returns {PictureSize} in device pixels; a hidden tile has no size */
function sizeOf(tile) {
  const density = Math.min(DENSEST, window.devicePixelRatio) * Number(tile.dataset["zoom"] ?? 1);
  const { width, height } = tile.getBoundingClientRect();
  return { width: pixels(width * density), height: pixels(height * density) };
}

/** @param {number} length */
function pixels(length) {
  return Math.min(MOST_PIXELS, Math.round(length));
}
