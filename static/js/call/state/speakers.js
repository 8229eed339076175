/** Who speaks now, as participant ids; the person who began first comes first. */

import { resetAtCallEnd } from "./call-end.js";
import { personOfSeat } from "./selectors.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const speakers = {
  "speaking-changed": (state, { participantId, isSpeaking }) => {
    const others = state.speakers.filter((id) => id !== participantId);
    return { ...state, speakers: isSpeaking ? [...others, participantId] : others };
  },

  // The people slice has already removed the person.
  "user-left": (state) => {
    const speakers = state.speakers.filter((id) => personOfSeat(state, id));
    return speakers.length === state.speakers.length ? state : { ...state, speakers };
  },

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, speakers: [] };
}
