import assert from "node:assert/strict";
import { test } from "node:test";
import { stagedTiles, tileIdOf, tilesOf } from "../../static/js/call/state/tiles.js";
import { joined, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

const PEOPLE = { participants: ["ann", "bo", "cy"].map(participant) };

/** @param {State} state @param {string[]} names */
function pin(state, ...names) {
  return names.reduce(
    (current, name) => play(current, ["pin-toggled", { tileId: `seat of ${name}` }]),
    state,
  );
}

/** @param {State} state */
function staged(state) {
  return stagedTiles(state).map(({ person, source }) => tileIdOf(person.socketId, source));
}

test("several people can be pinned, also this person", () => {
  const state = pin(meeting(PEOPLE), "bo", "me");
  assert.deepEqual(staged(state), ["bo", "me"]);
});

test("pinning again ends the pin", () => {
  const state = pin(meeting(PEOPLE), "bo", "ann", "bo");
  assert.deepEqual(staged(state), ["ann"]);
});

test("nobody who is absent is pinned", () => {
  const state = meeting(PEOPLE);
  assert.equal(pin(state, "dora"), state);
});

/** A meeting with Ann and Bo, who understand a second picture, and Cy, who does not. */
function withScreens(/** @type {string[]} */ ...sharing) {
  const two = ["ann", "bo"].map((name) => ({ ...participant(name), hasTwoPictures: true }));
  const started = sharing.map(
    (socketId) => /** @type {const} */ (["screen-share-started", { socketId }]),
  );
  return play(meeting({ participants: [...two, participant("cy")] }), ...started);
}

test("every shared screen is on the stage, in the order of the shares, beside its person's tile", () => {
  const state = withScreens("bo", "ann");
  assert.deepEqual(staged(state), ["bo/screen", "ann/screen"]);
  assert.deepEqual(
    tilesOf(state).map(({ id }) => id.replace("seat of ", "")),
    ["me", "ann/screen", "ann", "bo/screen", "bo", "cy"],
  );
  assert.deepEqual(staged(play(state, ["screen-share-stopped", { socketId: "bo" }])), [
    "ann/screen",
  ]);
});

test("the screen of a client with one picture is in the tile of its person", () => {
  assert.deepEqual(staged(withScreens("cy", "ann")), ["cy", "ann/screen"]);
});

test("this client's own screen has a tile that is not enlarged", () => {
  const state = withScreens("ann");
  const sharing = play(state, ["media-changed", { ...state.media, isSharingScreen: true }]);
  assert.deepEqual(staged(sharing), ["ann/screen"]);
  assert.equal(tilesOf(sharing)[0]?.id, "seat of me/screen");
  assert.deepEqual(staged(pin(sharing, "me/screen")), ["me/screen"]);
});

test("a pinned screen has the stage for itself and the other pinned tiles", () => {
  const state = pin(withScreens("bo", "ann"), "cy");
  assert.deepEqual(staged(state), ["bo/screen", "ann/screen", "cy"]);
  const pinned = pin(state, "ann/screen");
  assert.deepEqual(staged(pinned), ["cy", "ann/screen"]);
  assert.deepEqual(staged(pin(pinned, "ann/screen")), ["bo/screen", "ann/screen", "cy"]);
});

test("the pin of a screen ends with the share, and the pin of its person stays", () => {
  const state = pin(withScreens("ann"), "ann", "ann/screen");
  const stopped = play(state, ["screen-share-stopped", { socketId: "ann" }]);
  assert.deepEqual(staged(stopped), ["ann"]);
  const again = play(stopped, ["screen-share-started", { socketId: "ann" }]);
  assert.deepEqual(staged(again), ["ann/screen", "ann"]);
});

test("a shared screen comes before pinned people, and once", () => {
  const state = play(pin(meeting(PEOPLE), "bo", "ann"), [
    "screen-share-started",
    { socketId: "ann" },
  ]);
  assert.deepEqual(staged(state), ["ann", "bo"]);
  assert.deepEqual(staged(play(state, ["screen-share-stopped", { socketId: "ann" }])), [
    "bo",
    "ann",
  ]);
});

test("a pin stays when its person reconnects", () => {
  const payload = { participantId: "seat of bo", oldSocketId: "bo", socketId: "bo2" };
  const state = play(
    pin(meeting(PEOPLE), "bo"),
    ["participant-reconnecting", { participantId: "seat of bo", socketId: "bo" }],
    ["participant-resumed", payload],
  );
  assert.deepEqual(staged(state), ["bo2"]);
});

test("a pin stays when this client reconnects", () => {
  const before = pin(meeting(PEOPLE), "bo", "cy");
  const state = play(
    before,
    ["disconnected", {}],
    ["connected", { socketId: "me2", isRecovered: false }],
    ["room-joined", joined({ participants: ["ann", "bo"].map(participant) })],
  );
  assert.deepEqual(staged(state), ["bo"]);
});

test("a pin ends when its person leaves, and with the call", () => {
  const state = pin(meeting(PEOPLE), "bo", "ann");
  const left = play(state, ["user-left", { socketId: "bo" }]);
  assert.deepEqual(staged(left), ["ann"]);
  assert.deepEqual(play(state, ["left", { kind: "left" }]).pinned, []);
});
