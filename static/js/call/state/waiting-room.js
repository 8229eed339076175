/**
 * The waiting room from both sides: this client's own knock, and the people who wait for a host.
 */

import { resetAtCallEnd } from "./call-end.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const waitingRoom = {
  "waiting-room": (state, { hostName, hostPresent }) => ({
    ...state,
    knock: { hostName, isHostPresent: hostPresent, messages: state.knock?.messages ?? [] },
  }),
  "waiting-room-message": (state, message) =>
    state.knock
      ? { ...state, knock: { ...state.knock, messages: [...state.knock.messages, message] } }
      : state,

  "room-joined": (state, { waiting: knockers = [] }) => ({ ...state, knock: null, knockers }),
  "waiting-room-update": (state, { waiting: knockers }) => ({ ...state, knockers }),
  // A former host gets no more updates, so the list would become outdated.
  "participant-updated": (state) =>
    state.self.role === "participant" ? { ...state, knockers: [] } : state,

  "waiting-room-result": reset,
  "preview-opened": reset,
  ...resetAtCallEnd(reset),
  // A person removed by a host must knock afterwards, even without a waiting room.
  "force-disconnect": (state, { code }) => ({
    ...reset(state),
    mustKnock: state.mustKnock || !code,
  }),
};

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, knock: null, knockers: [] };
}
