/**
 * Where this person sees their own camera: in a tile like the others', or in a small tile that floats
 * over the stage, in one of its four corners. No other client is told. The choice is kept in this
 * browser.
 *
 * Corners are logical: `start` is the left side of a left-to-right page.
 */

import { selfOf } from "./selectors.js";
import { stagedTiles } from "./tiles.js";

/** @import {Corner, SelfView, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {readonly Corner[]} */
const CORNERS = ["top-start", "top-end", "bottom-start", "bottom-end"];
const PLACES = ["auto", "tile", "floating"];
/** @type {SelfView} */
export const DEFAULT_SELF_VIEW = Object.freeze({ place: "auto", corner: "bottom-end" });

/** @type {Slice} */
export const selfView = {
  "self-view-placed": (state, placed) => ({ ...state, selfView: placed }),
};

/**
 * Return the id of the own tile if it floats, else undefined. A tile that is hidden or enlarged, or
 * the only one, does not float.
 * @param {State} state
 */
export function floatingTileId(state) {
  const self = selfOf(state);
  if (!self || state.isSelfHidden || !wantsFloating(state)) return undefined;
  const { participantId: id } = self;
  return stagedTiles(state).some((tile) => tile.id === id) ? undefined : id;
}

/**
 * Until the person chooses, the own tile floats beside one other person, unless a screen is shared: it
 * would hide a part of the screen.
 * @param {State} state
 */
function wantsFloating({ people, selfView: { place } }) {
  if (people.length < 2) return false;
  if (place !== "auto") return place === "floating";
  return people.length === 2 && people.every(({ screenOrder }) => screenOrder === null);
}

/** Return the corner at the other side. @param {Corner} corner @returns {Corner} */
export function otherSide(corner) {
  return cornerAt(isTop(corner), !isStart(corner));
}

/** Return the corner above or below. @param {Corner} corner @returns {Corner} */
export function otherHeight(corner) {
  return cornerAt(!isTop(corner), isStart(corner));
}

/** @param {boolean} isTop @param {boolean} isStart @returns {Corner} */
export function cornerAt(isTop, isStart) {
  return `${isTop ? "top" : "bottom"}-${isStart ? "start" : "end"}`;
}

/** @param {Corner} corner */
export function isTop(corner) {
  return corner.startsWith("top");
}

/** @param {Corner} corner */
export function isStart(corner) {
  return corner.endsWith("start");
}

/** Return what was stored, with defaults for what is unknown. @param {unknown} stored @returns {SelfView} */
export function readSelfView(stored) {
  const { place, corner } = /** @type {Partial<SelfView>} */ (stored ?? {});
  return {
    place: place && PLACES.includes(place) ? place : DEFAULT_SELF_VIEW.place,
    corner: corner && CORNERS.includes(corner) ? corner : DEFAULT_SELF_VIEW.corner,
  };
}
