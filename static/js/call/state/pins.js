/**
 * Whom this person has pinned to the stage, as participant ids in the order of pinning. No other
 * client is told. A pin stays through reconnects, and ends when its person leaves.
 */

import { resetAtCallEnd } from "./call-end.js";
import { personOfSeat } from "./selectors.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const pins = {
  "pin-toggled": (state, { participantId }) => {
    if (!personOfSeat(state, participantId)) return state;
    const others = state.pinned.filter((id) => id !== participantId);
    const isPinned = others.length < state.pinned.length;
    return { ...state, pinned: isPinned ? others : [...others, participantId] };
  },

  // The people slice comes first.
  "room-joined": withoutAbsent,
  "user-left": withoutAbsent,

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function withoutAbsent(state) {
  const pinned = state.pinned.filter((id) => personOfSeat(state, id));
  return pinned.length === state.pinned.length ? state : { ...state, pinned };
}

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, pinned: [] };
}
