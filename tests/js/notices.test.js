import assert from "node:assert/strict";
import { test } from "node:test";
import { meeting, participant, play } from "./example-call.js";

test("a lock causes one notice", () => {
  const state = play(
    meeting(),
    ["room-locked", { locked: true }],
    ["room-locked", { locked: true }],
  );
  assert.equal(state.room.isLocked, true);
  assert.deepEqual(
    state.notices.map(({ kind }) => kind),
    ["locked"],
  );
});

test("people who join while a notice is shown share the next notice", () => {
  const names = ["a", "b", "c", "d"];
  const state = play(
    meeting(),
    ...names.map(
      (name) => /** @type {const} */ (["user-joined", { participant: participant(name) }]),
    ),
  );
  assert.deepEqual(
    state.notices.map(({ about }) => about),
    [["A"], ["B", "C", "D"]],
  );
  const [first] = state.notices;
  const read = play(state, ["notice-dismissed", { id: Number(first?.id) }]);
  assert.deepEqual(
    read.notices.map(({ about }) => about),
    [["B", "C", "D"]],
  );
});

test("too many queued notices are dropped, oldest first, and the displayed one stays", () => {
  const kinds = ["locked", "muted-by-host", "locked", "muted-by-host", "locked", "device-lost"];
  const state = play(
    meeting(),
    ...kinds.map((kind) => /** @type {const} */ (["notice-added", { kind, about: "" }])),
  );
  assert.deepEqual(
    state.notices.map(({ kind }) => kind),
    [kinds[0], ...kinds.slice(2)],
  );
});

test("the latest answer to the person is displayed before what was queued", () => {
  const state = play(
    meeting(),
    ["notice-added", { kind: "locked", about: "" }],
    ["notice-added", { kind: "unlocked", about: "" }],
    ["notice-added", { kind: "refused", about: "ROOM_FULL" }],
    ["notice-added", { kind: "refused", about: "OFFLINE" }],
  );
  assert.deepEqual(
    state.notices.map(({ kind, about }) => [kind, ...about]),
    [
      ["refused", "OFFLINE"],
      ["locked", ""],
      ["unlocked", ""],
    ],
  );
});
