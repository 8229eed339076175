/**
 * The direct links as a way over which people's media arrive.
 *
 * Links are known by the socket id of their peer, and people by their current and previous one: the
 * state has the new socket id of a person before the mesh has moved the link, and tracks may arrive
 * before the event that announces their sender. This class does not know the connections.
 */

/** @import {LinkState, TracksBySource} from "./media-session.js" */
/** @import {PresentPerson, Way} from "./playback.js" */

/** @typedef {{tracks: TracksBySource, state: LinkState}} Link */

/** @type {Link} */
const NEW_LINK = { tracks: {}, state: "new" };

/** @implements {Way} */
export class DirectWay {
  /** @type {Map<string, Link>} by socket id */
  #links = new Map();
  /** @type {Map<string, string[]>} the current and the previous socket id, by participant id */
  #socketIds = new Map();

  /** @param {string} socketId @param {Partial<Link>} fields that have changed */
  set(socketId, fields) {
    this.#links.set(socketId, { ...NEW_LINK, ...this.#links.get(socketId), ...fields });
  }

  /** @param {string} previousId @param {string} socketId */
  move(previousId, socketId) {
    const link = this.#links.get(previousId);
    this.#links.delete(previousId);
    if (link) this.#links.set(socketId, link);
  }

  /** @param {string} socketId */
  drop(socketId) {
    this.#links.delete(socketId);
  }

  /** Note the current socket ids of everybody present. @param {readonly PresentPerson[]} people */
  expect(people) {
    const before = this.#socketIds;
    this.#socketIds = new Map(
      people.map(({ participantId, socketId }) => {
        const ids = before.get(participantId) ?? [];
        return [participantId, [socketId, ...ids.filter((id) => id !== socketId)].slice(0, 2)];
      }),
    );
  }

  /** @param {PresentPerson} person */
  tracksOf(person) {
    return this.#linkOf(person)?.tracks ?? {};
  }

  /** @param {PresentPerson} person @returns {LinkState | undefined} undefined without a link */
  stateOf(person) {
    return this.#linkOf(person)?.state;
  }

  /** @param {PresentPerson} person */
  isComplete(person) {
    return this.stateOf(person) === "connected";
  }

  /** @param {PresentPerson} person */
  #linkOf({ participantId }) {
    const ids = this.#socketIds.get(participantId) ?? [];
    return ids.flatMap((id) => this.#links.get(id) ?? [])[0];
  }
}
