/** The events that end a call on this page, for slices that then discard their data. */

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @param {(state: State) => State} forget @returns {Slice} */
export function atEveryEnd(forget) {
  return {
    left: forget,
    "join-error": forget,
    "force-disconnect": forget,
    "room-ended": forget,
    moved: forget,
  };
}
