/** Select what the small window above all others shows. */

import { stagedTiles, tilesOf } from "./tiles.js";

/** @import {State} from "./model.js" */
/** @import {StageTile} from "./tiles.js" */

/**
 * Return the tile of the small window: the first enlarged one of another person, else the camera of
 * the person who speaks or spoke last, of another person, or of this person alone.
 * @param {State} state
 * @returns {StageTile | undefined} undefined outside a meeting
 */
export function smallWindowTile(state) {
  const staged = stagedTiles(state).find(({ person }) => !person.isSelf);
  if (staged) return staged;
  const cameras = tilesOf(state).filter(({ source }) => source === "camera");
  const others = cameras.filter(({ person }) => !person.isSelf);
  return others.find(({ id }) => id === state.mainSpeaker) ?? others[0] ?? cameras[0];
}
