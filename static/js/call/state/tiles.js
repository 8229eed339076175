/**
 * The tiles of the stage: one for each person, and one for each screen that is sent beside a camera.
 *
 * A tile is identified by its person's seat and its source. The screen of a client that sends only
 * one picture is in the tile of its person.
 */

import { personOfSeat } from "./selectors.js";
import { isSelfViewHidden, largePerson } from "./view.js";

/** @import {PictureSource} from "../../rtc/send-quality.js" */
/** @import {Person, State} from "./model.js" */

/**
 * @typedef {object} StageTile
 * @property {string} id
 * @property {Person} person
 * @property {PictureSource} source
 */

/** @param {string} participantId @param {PictureSource} source */
export function tileIdOf(participantId, source) {
  return source === "camera" ? participantId : `${participantId}/${source}`;
}

/**
 * Return all tiles. A screen comes before its person.
 * @param {Pick<State, "people">} state
 * @returns {StageTile[]}
 */
export function tilesOf({ people }) {
  return people.flatMap((person) => {
    const camera = tileOf(person, "camera");
    return hasScreenTile(person) ? [tileOf(person, "screen"), camera] : [camera];
  });
}

/**
 * Return the tiles that have a place on the stage: all but this person's own camera if it is hidden.
 * @param {State} state
 * @returns {StageTile[]}
 */
export function arrangedTiles(state) {
  const isHidden = isSelfViewHidden(state);
  return tilesOf(state).filter(
    ({ person, source }) => !(isHidden && person.isSelf && source === "camera"),
  );
}

/**
 * Return the enlarged tiles: the screens of others in the order in which they were shared, then the
 * pinned ones. If a screen is pinned, only the pinned tiles are enlarged. If there are neither
 * screens nor pins, the person in the spotlight is enlarged, or else the speaker in speaker view.
 * @param {State} state
 * @returns {StageTile[]}
 */
export function stagedTiles(state) {
  const tiles = arrangedTiles(state);
  const chosen = chosenTiles(state, tiles);
  if (chosen.length > 0) return chosen;
  const [lit] = tiles.filter(({ id }) => id === state.spotlight);
  return lit ? [lit] : tiles.filter(({ id }) => id === largePerson(state)?.participantId);
}

/** @param {State} state @param {StageTile[]} tiles */
function chosenTiles(state, tiles) {
  const pinned = state.pinned.flatMap((id) => tiles.find((tile) => tile.id === id) ?? []);
  if (pinned.some(({ source }) => source === "screen")) return pinned;
  const shared = tiles
    .filter(({ person, source }) => source === "screen" || showsScreen(person))
    .filter(({ person }) => !person.isSelf)
    .sort((a, b) => Number(a.person.screenOrder) - Number(b.person.screenOrder));
  return [...shared, ...pinned.filter((tile) => !shared.includes(tile))];
}

/**
 * Return a person whose screen has a tile of its own.
 * @param {State} state
 * @param {string | undefined} participantId
 */
export function presenterOf(state, participantId) {
  const person = personOfSeat(state, participantId);
  return person && hasScreenTile(person) ? person : undefined;
}

/** Return whether a person's screen has a tile of its own. @param {Person} person */
export function hasScreenTile({ hasTwoPictures, screenOrder }) {
  return hasTwoPictures && screenOrder !== null;
}

/** Return whether a person's own tile shows their screen. @param {Person} person */
export function showsScreen({ hasTwoPictures, isSelf, screenOrder }) {
  return screenOrder !== null && !hasTwoPictures && !isSelf;
}

/** @param {Person} person @param {PictureSource} source @returns {StageTile} */
function tileOf(person, source) {
  return { id: tileIdOf(person.participantId, source), person, source };
}
