/** Write the position and size of a tile into its style. */

/** @import {Rect} from "./tile-layout.js" */

/** @param {HTMLElement} tile @param {Rect} rect */
export function placeTile(tile, { x, y, width, height }) {
  tile.style.setProperty("--x", `${x}px`);
  tile.style.setProperty("--y", `${y}px`);
  tile.style.setProperty("--width", `${width}px`);
  tile.style.setProperty("--height", `${height}px`);
}
