/**
 * Read the statistics of this client's connections, for the person who asks for them.
 *
 * Nothing is read while nobody asks. Rates are those since the previous reading.
 */

import { connectionReport } from "../../rtc/connection-report.js";
import { connectedPeerIds } from "../state/selectors.js";

/** @import {ConnectionReport} from "../../rtc/connection-report.js" */
/** @import {Link} from "../../rtc/link-watch.js" */
/** @import {RoomMedia} from "../../rtc/room-media.js" */
/** @import {CallStore} from "../state/events.js" */

/**
 * @typedef {object} MeasuredConnection
 * @property {string | null} participantId null for the connection to a media server on which this
 *   client sends
 * @property {boolean} isServed whether a media server is at the other end
 * @property {ConnectionReport} report
 */

export class Statistics {
  #roomMedia;
  #store;
  /** @type {WeakMap<Link["connection"], any>} the previous statistics */
  #before = new WeakMap();

  /** @param {{roomMedia: RoomMedia, store: CallStore}} parts */
  constructor({ roomMedia, store }) {
    this.#roomMedia = roomMedia;
    this.#store = store;
  }

  /** Measure all connections: first the one to a media server, then those of the people. */
  async read() {
    const { state } = this.#store;
    const ids = connectedPeerIds(state);
    const people = state.people.filter(({ socketId }) => ids.includes(socketId));
    const measured = await Promise.all([
      this.#read(null, this.#roomMedia.uploadLink),
      ...people.map(({ participantId, socketId }) =>
        this.#read(participantId, this.#roomMedia.linkOf(socketId)),
      ),
    ]);
    return measured.filter((one) => one !== null);
  }

  /**
   * @param {string | null} participantId
   * @param {Link & {isServed?: boolean} | undefined} link
   * @returns {Promise<MeasuredConnection | null>}
   */
  async #read(participantId, link) {
    if (!link) return null;
    const { connection, isServed = false } = link;
    const stats = /** @type {any} */ (await connection.getStats());
    const report = connectionReport(this.#before.get(connection), stats);
    this.#before.set(connection, stats);
    return { participantId, isServed: isServed || participantId === null, report };
  }
}
