/**
 * The person whom a host shows large to everybody, as the id of the seat. The spotlight stays while
 * this person is away and their seat is kept; the server says when it ends.
 */

import { resetAtCallEnd } from "./call-end.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const spotlight = {
  "room-joined": (state, { spotlight = null }) => ({ ...state, spotlight }),
  "spotlight-changed": (state, { participantId }) => ({ ...state, spotlight: participantId }),

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, spotlight: null };
}
