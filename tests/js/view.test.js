import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState } from "../../static/js/call/state/state.js";
import { arrangedTiles, stagedTiles } from "../../static/js/call/state/tiles.js";
import { CONFIG, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */
/** @import {StageTile} from "../../static/js/call/state/tiles.js" */

const participants = ["ann", "bo"].map((name) => ({ ...participant(name), hasTwoPictures: true }));
const grid = meeting({ participants });
const speaker = play(grid, ["layout-chosen", { layout: "speaker" }]);

/** @param {StageTile[]} tiles */
function idsOf(tiles) {
  return tiles.map(({ id }) => id.replace("seat of ", ""));
}

/** @param {State} state */
function staged(state) {
  return idsOf(stagedTiles(state));
}

test("in speaker view, the speaker is large, and until then the first other person", () => {
  assert.deepEqual(staged(grid), []);
  assert.deepEqual(staged(speaker), ["ann"]);
  const spoken = play(speaker, ["main-speaker-changed", { participantId: "seat of bo" }]);
  assert.deepEqual(staged(spoken), ["bo"]);
  assert.deepEqual(staged(play(spoken, ["user-left", { socketId: "bo" }])), ["ann"]);
  assert.deepEqual(staged(play(spoken, ["layout-chosen", { layout: "grid" }])), []);
});

test("a person who is alone in speaker view has the whole stage", () => {
  const alone = play(meeting(), ["layout-chosen", { layout: "speaker" }]);
  assert.deepEqual(staged(alone), []);
  assert.deepEqual(idsOf(arrangedTiles(alone)), ["me"]);
});

test("screens, pins and the spotlight come before the speaker", () => {
  const lit = play(speaker, ["spotlight-changed", { participantId: "seat of bo" }]);
  assert.deepEqual(staged(lit), ["bo"]);
  assert.deepEqual(staged(play(lit, ["pin-toggled", { tileId: "seat of me" }])), ["me"]);
  assert.deepEqual(staged(play(lit, ["screen-share-started", { socketId: "bo" }])), ["bo/screen"]);
});

test("the layout that was stored is the first one", () => {
  assert.equal(initialState(CONFIG).layout, "grid");
  assert.equal(initialState(CONFIG, [], { layout: "speaker" }).layout, "speaker");
});

test("a person can hide the own tile, also while it is large", () => {
  const pinned = play(grid, ["pin-toggled", { tileId: "seat of me" }]);
  const hidden = play(pinned, ["self-view-toggled", {}]);
  assert.deepEqual(idsOf(arrangedTiles(hidden)), ["ann", "bo"]);
  assert.deepEqual(staged(hidden), []);
  const shown = play(hidden, ["self-view-toggled", {}]);
  assert.deepEqual(idsOf(arrangedTiles(shown)), ["me", "ann", "bo"]);
  assert.deepEqual(staged(shown), ["me"]);
});

test("the own screen stays when the own tile is hidden", () => {
  const { microphone, camera } = grid.media;
  const sharing = play(grid, ["media-changed", { microphone, camera, isSharingScreen: true }]);
  const hidden = play(sharing, ["self-view-toggled", {}]);
  assert.deepEqual(idsOf(arrangedTiles(hidden)), ["me/screen", "ann", "bo"]);
});

test("a person who is alone sees the own tile", () => {
  const hidden = play(grid, ["self-view-toggled", {}]);
  const alone = play(hidden, ["user-left", { socketId: "ann" }], ["user-left", { socketId: "bo" }]);
  assert.deepEqual(idsOf(arrangedTiles(alone)), ["me"]);
});

test("the own tile is back in the next call", () => {
  const left = play(grid, ["self-view-toggled", {}], ["left", { kind: "left" }]);
  assert.equal(left.isSelfHidden, false);
});
