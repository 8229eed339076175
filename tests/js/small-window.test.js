import assert from "node:assert/strict";
import { test } from "node:test";
import { smallWindowTile } from "../../static/js/call/state/small-window.js";
import { meeting, participant, play } from "./example-call.js";

/** @param {Parameters<typeof smallWindowTile>[0]} state */
function shown(state) {
  return smallWindowTile(state)?.id;
}

const STATE = meeting({ participants: ["ann", "ben", "cid"].map(participant) });

test("the small window shows the person who spoke last", () => {
  assert.equal(shown(STATE), "seat of ann");
  const speaker = { participantId: "seat of ben" };
  assert.equal(shown(play(STATE, ["main-speaker-changed", speaker])), "seat of ben");
});

test("what is enlarged comes first", () => {
  const pinned = play(STATE, ["pin-toggled", { tileId: "seat of cid" }]);
  assert.equal(shown(pinned), "seat of cid");
  const shared = play(pinned, ["screen-share-started", { socketId: "ben" }]);
  assert.equal(shown(shared), "seat of ben");
});

test("a person alone sees themselves, and nothing after the meeting", () => {
  const alone = meeting();
  assert.equal(shown(alone), "seat of me");
  assert.equal(shown(play(alone, ["left", { kind: "left" }])), undefined);
});
