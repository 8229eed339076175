/** Whose connection is weak, by participant id. */

import { resetAtCallEnd } from "./call-end.js";
import { personOfSeat } from "./selectors.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const weakConnections = {
  "weak-connections-changed": (state, weakConnections) => ({ ...state, weakConnections }),

  // The people slice has already removed the person. Without others, nothing is measured.
  "user-left": (state) => {
    if (state.people.every(({ isSelf }) => isSelf)) return reset(state);
    const weak = Object.entries(state.weakConnections).filter(([id]) => personOfSeat(state, id));
    return { ...state, weakConnections: Object.fromEntries(weak) };
  },

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, weakConnections: {} };
}
