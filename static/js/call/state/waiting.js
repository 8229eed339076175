/** The waiting room from both sides: one's own wait in front of it, and who waits for a host. */

import { atEveryEnd } from "./endings.js";

/** @import {State} from "../model.js" */
/** @import {Slice} from "../state.js" */

/** @type {Slice} */
export const waiting = {
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
  // Who has the role no more is told no more, and the list would grow old.
  "participant-updated": (state) =>
    state.self.role === "participant" ? { ...state, knockers: [] } : state,

  "waiting-room-result": forget,
  "starting-over": forget,
  ...atEveryEnd(forget),
  // Who was sent out by a host has to ask, whatever the room.
  "force-disconnect": (state, { code }) => ({
    ...forget(state),
    mustKnock: state.mustKnock || !code,
  }),
};

/** @param {State} state @returns {State} */
function forget(state) {
  return { ...state, knock: null, knockers: [] };
}
