/**
 * How this person sees the meeting: as a grid or with the speaker large, and with or without their
 * own tile. No other client is told. The layout is kept in this browser; the own tile is back in the
 * next meeting.
 */

import { resetAtCallEnd } from "./call-end.js";

/** @import {Person, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const view = {
  "layout-chosen": (state, { layout }) => ({ ...state, layout }),
  "main-speaker-changed": (state, { participantId }) => ({ ...state, mainSpeaker: participantId }),
  "self-view-toggled": (state) => ({ ...state, isSelfHidden: !state.isSelfHidden }),

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/**
 * Return the person who is large in speaker view, never this client's own person. Until somebody has
 * spoken, it is the person who is here for the longest time.
 * @param {State} state
 * @returns {Person | undefined} undefined in another layout, or if this person is alone
 */
export function largePerson({ layout, mainSpeaker, people }) {
  if (layout !== "speaker") return undefined;
  const others = people.filter(({ isSelf }) => !isSelf);
  return others.find(({ participantId }) => participantId === mainSpeaker) ?? others[0];
}

/** Return whether the own tile is hidden; a person who is alone sees it. @param {State} state */
export function isSelfViewHidden({ isSelfHidden, people }) {
  return isSelfHidden && people.length > 1;
}

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, mainSpeaker: null, isSelfHidden: false };
}
