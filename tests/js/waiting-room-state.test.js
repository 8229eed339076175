import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState } from "../../static/js/call/state/state.js";
import { CONFIG, SETTINGS, joined, knocker, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

const WAITING_ROOM = {
  participantId: "seat of me",
  roomName: "Weekly planning",
  hostName: "Ann",
  hostPresent: false,
};

function waiting() {
  return play(
    initialState({ ...CONFIG, mustKnock: true }),
    ["joining", { displayName: "Max", isRejoining: false }],
    ["connected", { socketId: "me", isRecovered: false }],
    ["waiting-room", WAITING_ROOM],
  );
}

/** @param {State} state */
function told({ notices }) {
  return notices.map(({ kind, about }) => [kind, about]);
}

test("a knocker has the room's name, whether a host is present, and the messages of hosts", () => {
  const state = play(
    waiting(),
    ["waiting-room-message", { from: "Ann", content: "Two minutes" }],
    ["waiting-room", { ...WAITING_ROOM, hostPresent: true }],
  );
  assert.deepEqual([state.phase, state.room.name], ["waiting", "Weekly planning"]);
  assert.deepEqual(state.knock, {
    hostName: "Ann",
    isHostPresent: true,
    messages: [{ from: "Ann", content: "Two minutes" }],
  });
});

test("each answer to a knock has its own reason, and removes the knock from the state", () => {
  for (const status of /** @type {const} */ (["denied", "expired", "ended"])) {
    const state = play(waiting(), ["waiting-room-result", { status }]);
    assert.deepEqual([state.phase, state.callEnd?.kind, state.knock], ["left", status, null]);
  }
});

test("a knock that is too early ends like a denial", () => {
  const error = { code: "JOIN_FAILED", message: "", reason: "KNOCK_DENIED" };
  const state = play(waiting(), ["join-error", { ...error, canRetryAfterSeconds: 12 }]);
  assert.deepEqual(state.callEnd, { kind: "denied", canRetryAfterSeconds: 12 });
});

test("a removed person must knock, even in a room without a waiting room", () => {
  assert.equal(meeting().mustKnock, false);
  assert.equal(play(meeting(), ["force-disconnect", { reason: "" }]).mustKnock, true);
  const signedOut = { reason: "", code: "SIGNED_OUT" };
  assert.equal(play(meeting(), ["force-disconnect", signedOut]).mustKnock, false);
});

test("a host sees the people who wait, with one notice for each knock", () => {
  const state = play(
    meeting({ role: "host", waiting: [knocker("cy")] }),
    ["waiting-room-update", { waiting: [{ ...knocker("cy"), away: true }] }],
    ["waiting-room-update", { waiting: [{ ...knocker("cy"), away: true }, knocker("di")] }],
  );
  assert.deepEqual(
    state.knockers.map(({ displayName, away }) => [displayName, away]),
    [
      ["Cy", true],
      ["Di", false],
    ],
  );
  assert.deepEqual(told(state), [["knocked", ["Cy", "Di"]]]);
  const again = play(state, ["room-joined", joined({ role: "host", waiting: state.knockers })]);
  assert.deepEqual(told(again), told(state));
});

test("the notice of a knock stays when too many others follow", () => {
  const guests = ["a", "b", "c", "d"].map((name) => knocker(name));
  const state = play(
    meeting({ role: "host" }),
    ["notice-added", { kind: "locked", about: "" }],
    ["waiting-room-update", { waiting: guests.slice(0, 1) }],
    ...guests.map(() => /** @type {const} */ (["notice-added", { kind: "unlocked", about: "" }])),
  );
  assert.deepEqual(
    state.notices.map(({ kind }) => kind),
    ["locked", "knocked", "unlocked", "unlocked", "unlocked"],
  );
});

test("no panel and no dialog stays open for a person who has lost their seat and waits", () => {
  const state = play(
    meeting(),
    ["panel-toggled", { panel: "chat" }],
    ["dialog-opened", { kind: "devices" }],
    ["waiting-room", WAITING_ROOM],
  );
  assert.deepEqual([state.phase, state.panel, state.dialog], ["waiting", null, null]);
});

test("the notice of a knock is removed when the knock is answered", () => {
  const state = meeting({ role: "host", waiting: [knocker("cy"), knocker("di")] });
  const one = play(state, ["waiting-room-update", { waiting: [knocker("di")] }]);
  assert.deepEqual(told(one), [["knocked", ["Di"]]]);
  assert.deepEqual(told(play(one, ["waiting-room-update", { waiting: [] }])), []);
});

test("a former host sees no waiting people", () => {
  const state = play(meeting({ role: "cohost", waiting: [knocker("cy")] }), [
    "participant-updated",
    { participantId: "seat of me", socketId: "me", role: "participant" },
  ]);
  assert.deepEqual([state.self.role, state.knockers], ["participant", []]);
  assert.deepEqual(told(state).at(-1)?.[0], "made-participant");
});

test("a change of a role or name causes a notice for the people it concerns", () => {
  const update = { participantId: "seat of ann", socketId: "ann" };
  const state = play(
    meeting({ participants: [participant("ann")] }),
    ["participant-updated", { ...update, role: "cohost" }],
    ["participant-updated", { ...update, displayName: "Anna" }],
    ["participant-updated", { ...update, displayName: "Anna", role: "participant" }],
  );
  assert.deepEqual(told(state), [
    ["now-cohost", ["Ann"]],
    ["renamed", ["Ann", "Anna"]],
  ]);
  assert.deepEqual([state.people[1]?.displayName, state.people[1]?.role], ["Anna", "participant"]);
});

test("all allowed and all forbidden permissions share a notice each, and hosts learn that the waiting room is off", () => {
  const before = { ...SETTINGS, allowCamera: false, waitingRoom: true };
  const state = play(
    meeting({ role: "host", settings: before, waiting: [knocker("cy")] }),
    ["settings-updated", { settings: { ...SETTINGS, allowChat: false, allowRename: false } }],
    ["settings-updated", { settings: { ...SETTINGS, allowChat: false, allowRename: false } }],
  );
  assert.deepEqual(told(state).slice(1), [
    ["permitted", ["allowCamera"]],
    ["forbidden", ["allowChat", "allowRename"]],
    ["waiting-room-off", []],
  ]);
});
