/** The events that end a call on this page, for slices that then discard their data. */

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @param {(state: State) => State} reset @returns {Slice} */
export function resetAtCallEnd(reset) {
  return {
    left: reset,
    "join-error": reset,
    "force-disconnect": reset,
    "room-ended": reset,
    moved: reset,
  };
}
