/** The ways a call ends in this page, for parts of the state that forget then what was in it. */

/** @import {State} from "../model.js" */
/** @import {Slice} from "../state.js" */

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
