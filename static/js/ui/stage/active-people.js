/** Whom the stage brings into sight. */

/** @import {Person} from "../../call/state/model.js" */

/**
 * Return the ids of the people who raise a hand, speak or are in the spotlight, the most important
 * one last: first the hands, of which the first one raised counts most, then those who speak, then
 * the spotlight.
 * @param {Person[]} people
 * @param {string[]} speakers participant ids
 * @param {string | null} spotlight a participant id
 */
export function activeIds(people, speakers, spotlight) {
  const raised = people
    .filter(({ handOrder }) => handOrder !== null)
    .sort((a, b) => Number(b.handOrder) - Number(a.handOrder));
  const here = idsOf(people);
  const heard = speakers.filter((id) => here.includes(id) && id !== spotlight);
  const shown = spotlight !== null && here.includes(spotlight) ? [spotlight] : [];
  const named = [...heard, ...shown];
  return [...idsOf(raised).filter((id) => !named.includes(id)), ...named];
}

/** @param {Person[]} people */
function idsOf(people) {
  return people.map(({ participantId }) => participantId);
}
