/** The people in the meeting, starting with this client, and their data. */

import { resetAtCallEnd } from "./call-end.js";
import { byHandRaisedAt, flagsOf, NO_SIZES, personOf, selfPerson } from "./person.js";

/** @import {Person, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const people = {
  "room-joined": (state, payload) => {
    const { self } = state;
    const others = payload.participants.filter(({ socketId }) => socketId !== self.socketId);
    const all = payload.self ? [payload.self, ...others] : others;
    const hands = all.filter((one) => one.isHandRaised).sort(byHandRaisedAt);
    const ownHand = payload.self ? hands.indexOf(payload.self) + 1 : previousHandOrder(state);
    const present = [
      selfPerson(self, state.media, ownHand || null),
      ...others.map((one, position) => personOf(one, hands.indexOf(one) + 1, position + 1)),
    ];
    return { ...state, people: inPreviousOrder(present, state.people) };
  },

  "user-joined": (state, { participant }) => {
    const person = personOf(participant, next(state, "handOrder"), next(state, "screenOrder"));
    const isHere = state.people.some((one) => one.participantId === person.participantId);
    if (!isHere) return { ...state, people: [...state.people, person] };
    return change(
      state,
      (one) => one.participantId === person.participantId && !one.isSelf,
      person,
    );
  },

  "user-left": (state, { socketId }) => ({
    ...state,
    people: state.people.filter((person) => person.isSelf || person.socketId !== socketId),
  }),

  "participant-reconnecting": (state, { participantId }) =>
    changeSeat(state, participantId, { isReconnecting: true }),
  "participant-resumed": (state, { participantId, oldSocketId, socketId, ...client }) =>
    changeSeat(state, participantId, {
      socketId,
      isReconnecting: false,
      ...abilitiesOf(client),
      // Another page of this person may display other sizes, or request none.
      ...(oldSocketId === socketId ? {} : { requestedSizes: NO_SIZES }),
    }),
  "participant-updated": (state, { participantId, displayName, role }) =>
    changeSeat(state, participantId, {
      ...(displayName === undefined ? {} : { displayName }),
      ...(role === undefined ? {} : { role }),
    }),

  ...resetAtCallEnd(reset),
  "waiting-room": reset,

  "media-changed": (state, media) => change(state, (one) => one.isSelf, flagsOf(media)),
  "hand-changed": (state, { isRaised }) => changeHand(state, state.self.socketId, isRaised),
  "user-hand-raised": (state, { socketId }) => changeHand(state, socketId, true),
  "user-hand-lowered": (state, { socketId }) => changeHand(state, socketId, false),

  "user-toggle-audio": (state, { socketId, enabled }) =>
    changeOther(state, socketId, { isMuted: !enabled }),
  "user-toggle-video": (state, { socketId, enabled }) =>
    changeOther(state, socketId, { isVideoOff: !enabled }),
  "picture-requested": (state, { senderId, source = "camera", width, height }) => {
    const sender = state.people.find((one) => one.socketId === senderId);
    const sizes = { ...NO_SIZES, ...sender?.requestedSizes, [source]: { width, height } };
    return changeOther(state, senderId, { requestedSizes: sizes });
  },
  "screen-share-started": (state, { socketId }) => {
    const screenOrder = next(state, "screenOrder");
    const isStarting = (/** @type {Person} */ one) =>
      one.socketId === socketId && !one.isSelf && one.screenOrder === null;
    return change(state, isStarting, { screenOrder });
  },
  "screen-share-stopped": (state, { socketId }) =>
    changeOther(state, socketId, { screenOrder: null }),
};

/**
 * Return what another client of a person can do, as far as the server has said it.
 * @param {Partial<Pick<Person, "hasTwoPictures" | "usesMediaServer">>} client
 */
function abilitiesOf({ hasTwoPictures, usesMediaServer }) {
  return {
    ...(hasTwoPictures === undefined ? {} : { hasTwoPictures }),
    ...(usesMediaServer === undefined ? {} : { usesMediaServer }),
  };
}

/**
 * Change another person. This client's own media state is known locally, so events about it are
 * ignored.
 * @param {State} state
 * @param {string} socketId
 * @param {Partial<Person>} fields
 */
function changeOther(state, socketId, fields) {
  return change(state, (one) => one.socketId === socketId && !one.isSelf, fields);
}

/** @param {State} state @param {string} participantId @param {Partial<Person>} fields */
function changeSeat(state, participantId, fields) {
  return change(state, (one) => one.participantId === participantId, fields);
}

/** @param {State} state @param {string} socketId @param {boolean} isRaised */
function changeHand(state, socketId, isRaised) {
  const handOrder = isRaised ? next(state, "handOrder") : null;
  const isChanged = (/** @type {Person} */ one) => (one.handOrder !== null) !== isRaised;
  return change(state, (one) => one.socketId === socketId && isChanged(one), { handOrder });
}

/**
 * @param {State} state
 * @param {(person: Person) => boolean} isMeant
 * @param {Partial<Person>} fields
 * @returns {State}
 */
function change(state, isMeant, fields) {
  if (!state.people.some(isMeant)) return state;
  return {
    ...state,
    people: state.people.map((one) => (isMeant(one) ? { ...one, ...fields } : one)),
  };
}

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, people: [] };
}

/** @param {State} state */
function previousHandOrder(state) {
  return state.people.find((person) => person.isSelf)?.handOrder ?? null;
}

/** @param {State} state @param {"handOrder" | "screenOrder"} order */
function next(state, order) {
  return Math.max(0, ...state.people.map((person) => person[order] ?? 0)) + 1;
}

/**
 * Keep the previous order of people after a reconnect.
 * @param {Person[]} present
 * @param {Person[]} former
 */
function inPreviousOrder(present, former) {
  const positions = new Map(former.map((person, position) => [person.participantId, position]));
  const position = (/** @type {Person} */ person) =>
    positions.get(person.participantId) ?? Infinity;
  return [...present].sort((a, b) =>
    position(a) < position(b) ? -1 : Number(position(a) > position(b)),
  );
}
