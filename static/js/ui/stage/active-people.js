/** Whom the stage brings into sight. */

/** @import {Person} from "../../call/state/model.js" */

/**
 * Return the ids of the people who raise a hand or speak, the most important one last: first the
 * hands, of which the first one raised counts most, then those who speak.
 * @param {Person[]} people
 * @param {string[]} speakers participant ids
 */
export function activeIds(people, speakers) {
  const raised = people
    .filter(({ handOrder }) => handOrder !== null)
    .sort((a, b) => Number(b.handOrder) - Number(a.handOrder));
  const heard = speakers.filter((id) => idsOf(people).includes(id));
  return [...idsOf(raised).filter((id) => !heard.includes(id)), ...heard];
}

/** @param {Person[]} people */
function idsOf(people) {
  return people.map(({ participantId }) => participantId);
}
