/**
 * Show the own tile over the others, in a corner into which the person can drag it.
 *
 * The tile has `data-floats`. A tile below it has `data-under` with the name of the corner: what is in
 * that corner moves aside, as the styles say.
 */

import { listenToDrag } from "./floating-drag.js";
import { coveredHeight, floatingRect } from "./floating-tile.js";
import { placeTile } from "./tile-place.js";

/** @import {Corner} from "../../call/state/model.js" */
/** @import {MeetElement} from "../dom/element.js" */
/** @import {Place} from "./floating-drag.js" */
/** @import {Rect} from "./tile-layout.js" */

export class FloatingSelfView {
  #gap;
  /** @type {Place | undefined} where the tile floats */
  #place;

  /** @param {number} gap between the tile and the edges of the stage, in CSS pixels */
  constructor(gap) {
    this.#gap = gap;
  }

  /** @param {MeetElement} stage @param {() => void} arrange the stage again */
  listen(stage, arrange) {
    listenToDrag(stage, {
      place: () => this.#place,
      move: placeTile,
      gotReleased: (corner) => {
        if (corner) stage.call.page.moveSelfView(corner);
        arrange();
      },
    });
  }

  /**
   * @param {HTMLElement[]} tiles
   * @param {Map<string | undefined, Rect | undefined>} rects of the tiles that do not float, by id
   * @param {{corner: Corner, area: Rect}} where
   */
  show(tiles, rects, { corner, area }) {
    const floating = tiles.find((tile) => tile.hasAttribute("data-floats"));
    const rect = floatingRect(corner, area, this.#gap);
    this.#place = floating && { rect, area };
    if (floating && !floating.hasAttribute("data-dragging")) placeTile(floating, rect);
    for (const tile of tiles) {
      const below = floating && rects.get(tile.dataset.tileId);
      showUnder(tile, corner, below ? coveredHeight(below, rect, corner) : 0);
    }
  }
}

/** @param {HTMLElement} tile @param {Corner} corner @param {number} pixels covered height */
function showUnder(tile, corner, pixels) {
  if (pixels > 0) tile.dataset["under"] = corner;
  else delete tile.dataset["under"];
  tile.style.setProperty("--under", `${pixels}px`);
}
