/** Questions to the state that more than one view asks. */

/** @import {Person, State} from "./model.js" */

/** @param {State} state */
export function selfOf(state) {
  return state.people.find((person) => person.isSelf);
}

/** @param {State} state */
export function isHosting(state) {
  return state.self.role !== "participant";
}

/** Who shares the screen that everybody looks at: the last to begin. @param {State} state */
export function stagedPerson(state) {
  return state.people
    .filter((person) => person.screenOrder !== null && !person.isSelf)
    .toSorted((a, b) => Number(b.screenOrder) - Number(a.screenOrder))[0];
}

/** Raised hands first, in their order, then by name. @param {State} state @returns {Person[]} */
export function peopleInOrder(state) {
  const hand = (/** @type {Person} */ person) => person.handOrder ?? Number.MAX_SAFE_INTEGER;
  return state.people.toSorted(
    (a, b) => hand(a) - hand(b) || a.displayName.localeCompare(b.displayName),
  );
}
