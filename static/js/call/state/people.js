/** Who is in the meeting, oneself first, and what is known of each. */

/** @import {MediaState, Person, Self, State} from "../model.js" */
/** @import {Slice} from "../state.js" */
/** @import {Participant} from "../wire.js" */

/** @type {Slice} */
export const people = {
  "room-joined": (state, payload) => {
    const participantId = payload.participantId ?? state.self.socketId;
    const role = payload.role ?? (payload.isHost ? "host" : "participant");
    const self = { ...state.self, participantId, role };
    const others = payload.participants.filter(({ socketId }) => socketId !== self.socketId);
    const hands = others.filter((one) => one.isHandRaised).toSorted(byHandRaisedAt);
    const handOrder = state.people.find((person) => person.isSelf)?.handOrder ?? null;
    const present = [
      { ...newSelf(self, state.media), handOrder },
      ...others.map((one, place) => personOf(one, hands.indexOf(one) + 1, place + 1)),
    ];
    return { ...state, self, people: inFormerOrder(present, state.people) };
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

  left: forget,
  "join-error": forget,
  "force-disconnect": forget,
  "room-ended": forget,
  moved: forget,

  "media-changed": (state, media) => change(state, (one) => one.isSelf, flagsOf(media)),
  "hand-changed": (state, { isRaised }) => changeHand(state, state.self.socketId, isRaised),
  "user-hand-raised": (state, { socketId }) => changeHand(state, socketId, true),
  "user-hand-lowered": (state, { socketId }) => changeHand(state, socketId, false),

  "user-toggle-audio": (state, { socketId, enabled }) =>
    changeOther(state, socketId, { isMuted: !enabled }),
  "user-toggle-video": (state, { socketId, enabled }) =>
    changeOther(state, socketId, { isVideoOff: !enabled }),
  "screen-share-started": (state, { socketId }) =>
    changeOther(state, socketId, { screenOrder: next(state, "screenOrder") }),
  "screen-share-stopped": (state, { socketId }) =>
    changeOther(state, socketId, { screenOrder: null }),

  "stream-changed": (state, { socketId, stream }) => ({
    ...state,
    streams: { ...state.streams, [socketId]: stream },
  }),
  "link-changed": (state, { socketId, linkState }) => ({
    ...state,
    links: { ...state.links, [socketId]: linkState },
  }),
  "link-lost": (state, { socketId }) => {
    const { [socketId]: _stream, ...streams } = state.streams;
    const { [socketId]: _link, ...links } = state.links;
    return { ...state, streams, links };
  },
};

/**
 * Others say this of themselves; one's own media are known here.
 * @param {State} state
 * @param {string} socketId
 * @param {Partial<Person>} fields
 */
function changeOther(state, socketId, fields) {
  return change(state, (one) => one.socketId === socketId && !one.isSelf, fields);
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
function forget(state) {
  return { ...state, people: [], streams: {}, links: {} };
}

/** @param {State} state @param {"handOrder" | "screenOrder"} order */
function next(state, order) {
  return Math.max(0, ...state.people.map((person) => person[order] ?? 0)) + 1;
}

/**
 * @param {Participant} participant
 * @param {number} handOrder its place if the hand is up
 * @param {number} screenOrder its place if a screen is shared
 * @returns {Person}
 */
function personOf(participant, handOrder, screenOrder) {
  return {
    participantId: participant.participantId ?? participant.socketId,
    socketId: participant.socketId,
    displayName: participant.displayName,
    role: participant.role ?? (participant.isHost ? "host" : "participant"),
    isMuted: participant.isMuted,
    isVideoOff: participant.isVideoOff,
    screenOrder: participant.isScreenSharing ? screenOrder : null,
    handOrder: participant.isHandRaised ? handOrder : null,
    avatarColor: participant.avatarColor ?? 0,
    isSelf: false,
  };
}

/** @param {Self} self @param {MediaState} media @returns {Person} */
function newSelf(self, media) {
  const { socketId, participantId, displayName, role, avatarColor } = self;
  const fixed = { socketId, participantId, displayName, role, avatarColor };
  return { ...fixed, ...flagsOf(media), handOrder: null, isSelf: true };
}

/** @param {MediaState} media */
function flagsOf({ microphone, camera, isSharingScreen }) {
  return {
    isMuted: !microphone.isOn,
    isVideoOff: !camera.isOn,
    screenOrder: isSharingScreen ? 1 : null,
  };
}

/**
 * Nobody changes place because a connection was lost.
 * @param {Person[]} present
 * @param {Person[]} former
 */
function inFormerOrder(present, former) {
  const places = new Map(former.map((person, place) => [person.participantId, place]));
  const place = (/** @type {Person} */ person) => places.get(person.participantId) ?? Infinity;
  return present.toSorted((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
}

/** @param {Participant} a @param {Participant} b */
function byHandRaisedAt(a, b) {
  return (a.handRaisedAt ?? "") < (b.handRaisedAt ?? "") ? -1 : 1;
}
