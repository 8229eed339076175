import assert from "node:assert/strict";
import { test } from "node:test";
import { stagedPeople } from "../../static/js/call/state/selectors.js";
import { joined, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

const PEOPLE = { participants: ["ann", "bo", "cy"].map(participant) };

/** @param {State} state @param {string[]} names */
function pin(state, ...names) {
  return names.reduce(
    (current, name) => play(current, ["pin-toggled", { participantId: `seat of ${name}` }]),
    state,
  );
}

/** @param {State} state */
function staged(state) {
  return stagedPeople(state).map(({ socketId }) => socketId);
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
