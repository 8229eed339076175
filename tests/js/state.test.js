import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isEveryPicturePaused,
  isPicturePaused,
  pictureSending,
  selfOf,
} from "../../static/js/call/state/selectors.js";
import { presentPeople } from "../../static/js/call/state/present-people.js";
import { apply, initialState } from "../../static/js/call/state/state.js";
import { CONFIG, SETTINGS, meeting, participant, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

test("joining fills the state, with this client first", () => {
  const state = meeting({ participants: [participant("ann"), participant("bo")] });
  assert.equal(state.phase, "meeting");
  assert.deepEqual(
    state.people.map(({ socketId, isSelf }) => [socketId, isSelf]),
    [
      ["me", true],
      ["ann", false],
      ["bo", false],
    ],
  );
  assert.equal(selfOf(state)?.displayName, "Max");
});

test("this client sends its pictures to everybody else in the meeting, in the requested sizes", () => {
  const old = participant("bo");
  const [small, large] = [
    { width: 320, height: 180 },
    { width: 1280, height: 720 },
  ];
  const state = play(
    meeting({ participants: [{ ...participant("ann"), hasTwoPictures: true }, old] }),
    ["picture-requested", { senderId: "ann", ...small }],
    ["picture-requested", { senderId: "ann", source: "screen", ...large }],
    ["picture-requested", { senderId: "bo", ...small }],
  );
  const receivers = [
    { id: "ann", requestedSizes: { camera: small, screen: large } },
    { id: "bo", requestedSizes: { camera: small, screen: small } },
  ];
  assert.deepEqual(pictureSending(state, 4), { isCrowded: false, isSpeaking: false, receivers });

  assert.deepEqual(pictureSending(play(state, ["left", { kind: "left" }]), 4).receivers, []);
});

test("another client of a person may have other abilities", () => {
  const ids = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" };
  const able = { hasTwoPictures: true, usesMediaServer: true };
  const state = meeting({ participants: [{ ...participant("ann"), ...able }] });
  const ann = (/** @type {object} */ client) => {
    const resumed = play(state, ["participant-resumed", { ...ids, ...client }]);
    const [person] = presentPeople(resumed, () => true);
    return [person?.socketId, person?.hasTwoPictures, person?.usesMediaServer];
  };
  assert.deepEqual(ann({}), ["ann-2", true, true]);
  assert.deepEqual(ann({ hasTwoPictures: false }), ["ann-2", false, true]);
  assert.deepEqual(ann({ usesMediaServer: false }), ["ann-2", true, false]);
});

test("a meeting is crowded with more pictures than the server sets", () => {
  const state = meeting({ participants: [participant("ann"), participant("bo")] });
  const isCrowded = (/** @type {State} */ one) => pictureSending(one, 1).isCrowded;
  assert.equal(isCrowded(state), true);
  const off = play(state, ["user-toggle-video", { socketId: "ann", enabled: false }]);
  assert.equal(isCrowded(off), false);
  assert.equal(isCrowded(play(off, ["screen-share-started", { socketId: "ann" }])), true);
});

test("a picture is paused at the last level, while its person sends one", () => {
  const paused = (/** @type {string} */ socketId) =>
    /** @type {const} */ (["picture-level-changed", { socketId, level: 3 }]);
  const before = meeting({ participants: [participant("ann"), participant("bo")] });
  const connected = /** @type {const} */ ({ socketId: "ann", linkState: "connected" });
  const state = play(before, ["link-changed", connected], paused("ann"));
  assert.deepEqual(
    state.people.map((person) => isPicturePaused(state, person)),
    [false, true, false],
  );
  assert.equal(isEveryPicturePaused(state), false);
  assert.equal(isEveryPicturePaused(play(state, paused("bo"))), true);
  const alone = play(state, ["user-left", { socketId: "bo" }]);
  assert.equal(isEveryPicturePaused(alone), false);

  const resumed = play(state, [
    "participant-resumed",
    { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" },
  ]);
  assert.equal(isPicturePaused(resumed, resumed.people[1]), true);
  const off = play(state, ["user-toggle-video", { socketId: "ann", enabled: false }]);
  assert.equal(isPicturePaused(off, off.people[1]), false);
  const sharing = play(off, ["screen-share-started", { socketId: "ann" }]);
  assert.equal(isPicturePaused(sharing, sharing.people[1]), true);
  assert.equal(isPicturePaused(sharing, sharing.people[1], "screen"), true);
  const replaced = play(state, ["link-lost", { socketId: "ann" }]);
  assert.equal(isPicturePaused(replaced, replaced.people[1]), false);
});

test("a state is never modified", () => {
  const before = meeting({ participants: [participant("ann")] });
  const copy = structuredClone(before);
  play(
    before,
    ["user-toggle-audio", { socketId: "ann", enabled: false }],
    ["user-left", { socketId: "ann" }],
  );
  assert.deepEqual(before, copy);
});

test("an event about an unknown person changes nothing", () => {
  const state = meeting();
  assert.equal(
    apply(state, { type: "user-toggle-audio", payload: { socketId: "x", enabled: true } }),
    state,
  );
});

test("people join, change and leave", () => {
  const state = play(
    meeting(),
    ["user-joined", { participant: participant("ann") }],
    ["user-toggle-audio", { socketId: "ann", enabled: false }],
    ["user-toggle-video", { socketId: "ann", enabled: false }],
  );
  const ann = state.people[1];
  assert.deepEqual([ann?.isMuted, ann?.isVideoOff], [true, true]);
  const after = play(state, ["user-left", { socketId: "ann" }]);
  assert.equal(after.people.length, 1);
  assert.deepEqual(
    after.notices.map(({ kind, about }) => [kind, about]),
    [
      ["joined", ["Ann"]],
      ["left", ["Ann"]],
    ],
  );
});

test("a person who gets a new socket id keeps their position", () => {
  const state = play(meeting({ participants: [participant("ann"), participant("bo")] }), [
    "user-joined",
    { participant: { ...participant("ann"), socketId: "ann-2" } },
  ]);
  assert.deepEqual(
    state.people.map(({ socketId }) => socketId),
    ["me", "ann-2", "bo"],
  );
  assert.deepEqual(state.notices, []);
});

test("a peer without a participant id is identified by its socket id", () => {
  const { participantId: _seat, ...documented } = participant("ann");
  const state = meeting({ participants: [documented] });
  assert.equal(state.people[1]?.participantId, "ann");
});

test("a reaction belongs to a person and is removed later", () => {
  const state = play(
    meeting({ participants: [participant("ann")] }),
    ["reaction", { socketId: "ann", emoji: "👍" }],
    ["reaction", { socketId: "nobody", emoji: "👍" }],
  );
  assert.deepEqual(state.reactions, [{ id: 1, participantId: "seat of ann", emoji: "👍" }]);
  assert.deepEqual(play(state, ["reaction-faded", { id: 1 }]).reactions, []);
});

test("hands keep the order in which they were raised, also before this client joined", () => {
  const raised = (/** @type {string} */ name, /** @type {string} */ at) => ({
    ...participant(name),
    isHandRaised: true,
    handRaisedAt: at,
  });
  const state = play(
    meeting({
      participants: [
        raised("ann", "2026-11-20T10:05:00Z"),
        participant("bo"),
        raised("cy", "2026-11-20T10:01:00Z"),
      ],
    }),
    ["user-hand-raised", { socketId: "bo", displayName: "Bo" }],
    ["user-hand-raised", { socketId: "bo", displayName: "Bo" }],
  );
  assert.deepEqual(
    state.people.map(({ displayName, handOrder }) => [displayName, handOrder]),
    [
      ["Max", null],
      ["Ann", 2],
      ["Bo", 3],
      ["Cy", 1],
    ],
  );
  const after = play(state, ["user-hand-lowered", { socketId: "cy" }]);
  assert.equal(after.people[3]?.handOrder, null);
});

test("this client's flags follow its devices, whatever events say", () => {
  const { media } = meeting();
  const state = play(
    meeting(),
    ["media-changed", { ...media, microphone: { ...media.microphone, isOn: true } }],
    ["user-toggle-audio", { socketId: "me", enabled: false }],
  );
  assert.equal(selfOf(state)?.isMuted, false);
});

test("each way to leave a meeting has its own reason, and removes all people from the state", () => {
  const ways = /** @type {const} */ ([
    ["left", { kind: "left" }, { kind: "left" }],
    ["moved", {}, { kind: "moved" }],
    ["force-disconnect", { reason: "" }, { kind: "removed" }],
    ["force-disconnect", { reason: "", code: "SIGNED_OUT" }, { kind: "signedOut" }],
    ["room-ended", { reason: "" }, { kind: "ended" }],
    [
      "join-error",
      { code: "JOIN_FAILED", message: "", reason: "ROOM_FULL" },
      { kind: "refused", reason: "ROOM_FULL" },
    ],
  ]);
  for (const [type, payload, callEnd] of ways) {
    const state = play(meeting({ participants: [participant("ann")] }), [type, payload]);
    assert.deepEqual([state.phase, state.callEnd, state.people], ["left", callEnd, []]);
  }
});

test("a stream may arrive before its person, and is removed with its link", () => {
  const streams = { main: /** @type {any} */ ({}), screen: undefined };
  const state = play(meeting(), ["streams-changed", { socketId: "ann", streams }]);
  assert.equal(state.streams.ann, streams);
  assert.deepEqual(play(state, ["link-lost", { socketId: "ann" }]).streams, {});
});

test("before joining, the settings of the page apply", () => {
  const state = initialState({ ...CONFIG, settings: { ...SETTINGS, allowChat: false } });
  assert.equal(state.room.settings.allowChat, false);
  assert.equal(state.phase, "prejoin");
});
