import assert from "node:assert/strict";
import { test } from "node:test";
import { stagedTiles } from "../../static/js/call/state/tiles.js";
import { activeIds } from "../../static/js/ui/stage/active-people.js";
import { joined, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

const BO = "seat of bo";
const participants = ["ann", "bo"].map((name) => ({ ...participant(name), hasTwoPictures: true }));
const here = meeting({ participants });
const lit = play(here, ["spotlight-changed", { participantId: BO }]);

/** @param {State} state */
function staged(state) {
  return stagedTiles(state).map(({ id }) => id);
}

/** @param {State} state */
function noticed(state) {
  return state.notices.map(({ kind, about }) => [kind, ...about]);
}

test("the person in the spotlight is large until it ends", () => {
  assert.deepEqual(staged(here), []);
  assert.deepEqual(staged(lit), [BO]);
  assert.deepEqual(staged(play(lit, ["spotlight-changed", { participantId: null }])), []);
});

test("a newcomer sees the spotlight, and a reconnected client its current state", () => {
  assert.deepEqual(staged(meeting({ participants, spotlight: BO })), [BO]);
  assert.deepEqual(staged(play(lit, ["room-joined", joined({ participants })])), []);
});

test("own pins and shared screens come before the spotlight", () => {
  const pinned = play(lit, ["pin-toggled", { tileId: "seat of ann" }]);
  assert.deepEqual(staged(pinned), ["seat of ann"]);
  const shared = play(lit, ["screen-share-started", { socketId: "ann" }]);
  assert.deepEqual(staged(shared), ["seat of ann/screen"]);
});

test("nobody is large while the person reloads, and the spotlight returns with the person", () => {
  const away = play(lit, ["user-left", { socketId: "bo" }]);
  assert.deepEqual(staged(away), []);
  const participant = { ...participants[1], socketId: "bo-2" };
  assert.deepEqual(staged(play(away, ["user-joined", { participant }])), [BO]);
});

test("the spotlight ends with the call on this page", () => {
  assert.equal(play(lit, ["left", { kind: "left" }]).spotlight, null);
});

test("a notice says who is in the spotlight, once", () => {
  assert.deepEqual(noticed(lit), [["spotlit", "Bo"]]);
  assert.deepEqual(noticed(play(lit, ["spotlight-changed", { participantId: BO }])), [
    ["spotlit", "Bo"],
  ]);
  assert.deepEqual(noticed(play(lit, ["spotlight-changed", { participantId: null }])), [
    ["spotlit", "Bo"],
  ]);
});

test("this person is told when they enter and leave the spotlight", () => {
  const state = play(
    here,
    ["spotlight-changed", { participantId: "seat of me" }],
    ["spotlight-changed", { participantId: null }],
  );
  assert.deepEqual(noticed(state), [["you-spotlit"], ["you-not-spotlit"]]);
});

test("the person in the spotlight counts most for the places in sight", () => {
  const { people } = play(lit, ["user-hand-raised", { socketId: "bo", displayName: "Bo" }]);
  assert.deepEqual(activeIds(people, ["seat of ann", BO], BO), ["seat of ann", BO]);
  assert.deepEqual(activeIds(people, [], "seat of nobody"), [BO]);
});
