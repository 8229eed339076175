import assert from "node:assert/strict";
import { test } from "node:test";
import { mediaReach, selfOf } from "../../static/js/call/state/selectors.js";
import { joined, meeting, message, participant, play } from "./example-call.js";

test("rejoining after a disconnect keeps the order of people, the chat and this client's hand", () => {
  const before = play(
    meeting({ participants: [participant("ann"), participant("bo")], messages: [message("1")] }),
    ["hand-changed", { isRaised: true }],
    ["disconnected", {}],
    ["connected", { socketId: "me-2", isRecovered: false }],
  );
  assert.equal(before.isConnected, false);
  assert.equal(before.people.length, 3);
  const state = play(before, [
    "room-joined",
    joined({
      participants: [participant("bo"), participant("ann")],
      messages: [message("1"), message("2")],
    }),
  ]);
  assert.deepEqual(
    state.people.map(({ socketId }) => socketId),
    ["me-2", "ann", "bo"],
  );
  assert.deepEqual(
    state.messages.map(({ id }) => id),
    ["1", "2"],
  );
  assert.equal(selfOf(state)?.handOrder, 1);
  assert.equal(state.unread, 1);
});

test("after rejoining, this client's name, role and hand are those that the server sends", () => {
  const hand = { isHandRaised: true, handRaisedAt: "2026-11-20T10:01:00Z" };
  const later = { isHandRaised: true, handRaisedAt: "2026-11-20T10:02:00Z" };
  const self = { ...participant("me"), ...hand, displayName: "Maxi" };
  const participants = [{ ...participant("ann"), ...later }];
  const state = play(meeting(), ["room-joined", joined({ self, role: "cohost", participants })]);
  const { displayName, handOrder, role } = selfOf(state) ?? {};
  assert.deepEqual([displayName, handOrder, role], ["Maxi", 1, "cohost"]);
  assert.equal(state.people[1]?.handOrder, 2);
});

test("a disconnected seat keeps its position, stream and link, also under its next socket id", () => {
  const streams = { main: /** @type {any} */ ({}), screen: undefined };
  const lost = play(
    meeting({ participants: [participant("ann")] }),
    ["streams-changed", { socketId: "ann", streams }],
    ["link-changed", { socketId: "ann", linkState: "connected" }],
    ["participant-reconnecting", { participantId: "seat of ann", socketId: "ann" }],
  );
  assert.equal(lost.people[1]?.isReconnecting, true);
  const payload = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" };
  const back = play(lost, ["participant-resumed", payload]);
  assert.deepEqual([back.people[1]?.isReconnecting, back.people[1]?.socketId], [false, "ann-2"]);
  assert.deepEqual([back.streams, back.links], [{ "ann-2": streams }, { "ann-2": "connected" }]);
  assert.deepEqual(back.notices, []);
});

test("streams move to the new socket ids of people who reconnected while this client was away", () => {
  const streams = { main: /** @type {any} */ ({}), screen: undefined };
  const state = play(
    meeting({ participants: [participant("ann")] }),
    ["streams-changed", { socketId: "ann", streams }],
    ["room-joined", joined({ participants: [{ ...participant("ann"), socketId: "ann-2" }] })],
  );
  assert.deepEqual(state.streams, { "ann-2": streams });
});

test("a hand and a screen that are already known cause no notice and keep their order", () => {
  const known = [
    { ...participant("ann"), isHandRaised: true, handRaisedAt: "1", isScreenSharing: true },
    { ...participant("bo"), isHandRaised: true, handRaisedAt: "2", isScreenSharing: true },
  ];
  const state = play(
    meeting({ participants: known }),
    ["user-hand-raised", { socketId: "ann", displayName: "Ann" }],
    ["screen-share-started", { socketId: "ann" }],
  );
  assert.deepEqual(state.notices, []);
  const orders = state.people.map(({ handOrder, screenOrder }) => [handOrder, screenOrder]);
  assert.deepEqual(orders.slice(1), [
    [1, 1],
    [2, 2],
  ]);
});

test("people who reconnect after a restart of the server cause no notice, in any order", () => {
  const names = ["ann", "bo", "cy"];
  const lost = names.map((name) => ({ ...participant(name), isReconnecting: true }));
  const resumed = (/** @type {string} */ name) =>
    /** @type {const} */ ([
      "participant-resumed",
      { participantId: `seat of ${name}`, oldSocketId: name, socketId: `${name} again` },
    ]);
  const state = play(
    meeting({ participants: names.map(participant) }),
    ["disconnected", {}],
    ["connected", { socketId: "me again", isRecovered: false }],
    ["room-joined", joined({ participants: lost })],
    resumed("cy"),
    resumed("ann"),
  );
  assert.deepEqual([state.notices, state.noticeCount], [[], 0]);
  assert.deepEqual(
    state.people.map(({ socketId, isReconnecting }) => [socketId, isReconnecting]),
    [
      ["me again", false],
      ["ann again", false],
      ["bo", true],
      ["cy again", false],
    ],
  );
});

/** @type {import("../../static/js/media/media-state.js").OutputState} */
const speaker = { deviceId: "", devices: [] };
const { background } = meeting().media;

test("what others receive during a reconnect follows the devices and the links", () => {
  const on = /** @type {any} */ ({ isOn: true });
  const media = {
    microphone: on,
    camera: on,
    speaker,
    background,
    isSharingScreen: false,
    isSelfMirrored: true,
  };
  const alone = play(meeting(), ["media-changed", media]);
  const alike = { isSeen: true, isHeard: true };
  assert.deepEqual(mediaReach(alone), { isAlone: true, isReached: false, ...alike });
  const both = play(meeting({ participants: [participant("ann")] }), ["media-changed", media]);
  assert.deepEqual(mediaReach(both), { isAlone: false, isReached: false, ...alike });
  const linked = play(both, ["link-changed", { socketId: "ann", linkState: "connected" }]);
  assert.deepEqual(mediaReach(linked), { isAlone: false, isReached: true, ...alike });
  const off = /** @type {any} */ ({ isOn: false });
  const screen = {
    microphone: off,
    camera: off,
    speaker,
    background,
    isSharingScreen: true,
    isSelfMirrored: true,
  };
  const { isSeen, isHeard } = mediaReach(play(linked, ["media-changed", screen]));
  assert.deepEqual([isSeen, isHeard], [true, false]);
});
