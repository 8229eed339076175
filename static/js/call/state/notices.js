/** What is worth a word in passing; the words themselves are the view's. */

/** @import {NoticeKind, State} from "../model.js" */
/** @import {Slice} from "../state.js" */

/** More than this many waiting would be told long after they happened. */
const WAITING = 5;
/** @type {Set<NoticeKind>} */
const GROUPED = new Set(["joined", "left"]);

/** @type {Slice} */
export const notices = {
  noticed: (state, { kind, about }) => notice(state, kind, about),
  "notice-dismissed": (state, { id }) => ({
    ...state,
    notices: state.notices.filter((one) => one.id !== id),
  }),

  "user-joined": (state, { participant }) => {
    const isHere = state.people.some((one) => one.participantId === participant.participantId);
    return isHere ? state : notice(state, "joined", participant.displayName);
  },
  "user-left": (state, { socketId }) => noticeOf(state, "left", socketId),
  "user-hand-raised": (state, { socketId }) => noticeOf(state, "hand-raised", socketId),
  "screen-share-started": (state, { socketId }) => noticeOf(state, "sharing", socketId),
  "force-mute": (state) => notice(state, "muted-by-host", ""),
  "room-locked": (state, { locked }) =>
    locked === state.room.isLocked ? state : notice(state, locked ? "locked" : "unlocked", ""),
};

/** @param {State} state @param {NoticeKind} kind @param {string} socketId @returns {State} */
function noticeOf(state, kind, socketId) {
  const person = state.people.find((one) => one.socketId === socketId && !one.isSelf);
  return person ? notice(state, kind, person.displayName) : state;
}

/** @param {State} state @param {NoticeKind} kind @param {string} about @returns {State} */
function notice(state, kind, about) {
  const id = state.noticeCount + 1;
  const last = state.notices.at(-1);
  // The first is being read already; those behind it may still grow.
  if (last && state.notices.length > 1 && last.kind === kind && GROUPED.has(kind)) {
    const grown = { ...last, about: [...last.about, about] };
    return { ...state, notices: [...state.notices.slice(0, -1), grown] };
  }
  const waiting = [...state.notices, { id, kind, about: [about] }].slice(-WAITING);
  return { ...state, notices: waiting, noticeCount: id };
}
