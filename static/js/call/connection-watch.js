/**
 * Tell the state whose connection is weak, from the statistics that `LinkWatch` reads.
 *
 * The statistics have both directions of a direct link, and what arrives of one person over a media
 * server. There, what this client sends is measured on its own connection. Measurements belong to a
 * connection: a new one begins as strong.
 */

import { ConnectionQuality, weakConnections } from "../rtc/connection-quality.js";
import { receivedTotals, sampleBetween, sentTotals } from "../rtc/link-stats.js";
import { selfOf } from "./state/selectors.js";

/** @import {Link, Reading} from "../rtc/link-watch.js" */
/** @import {Stats, Totals} from "../rtc/link-stats.js" */
/** @import {CallStore} from "./state/events.js" */

/** @typedef {{quality: ConnectionQuality, received: Totals, sent: Totals}} Measured */

export class ConnectionWatch {
  #store;
  #upload;
  /** @type {WeakMap<Link["connection"], Measured>} */
  #measured = new WeakMap();

  /**
   * @param {object} parts
   * @param {CallStore} parts.store
   * @param {() => Link | null | undefined} parts.upload the link to a media server on which this client
   *   sends, if there is one
   */
  constructor({ store, upload }) {
    this.#store = store;
    this.#upload = upload;
  }

  /** Measure all links. @param {readonly Reading[]} readings of the same time, by socket id */
  async got(readings) {
    const connection = this.#upload()?.connection;
    if (connection) this.#measure(connection, /** @type {any} */ (await connection.getStats()));
    for (const one of readings) this.#measure(one.connection, one.stats);
    this.#tell(readings, connection);
  }

  /** @param {Link["connection"]} connection @param {Stats} stats */
  #measure(connection, stats) {
    const [received, sent] = [receivedTotals(stats), sentTotals(stats)];
    const before = this.#measured.get(connection);
    const quality = before?.quality ?? new ConnectionQuality();
    if (before)
      quality.got([sampleBetween(before.received, received), sampleBetween(before.sent, sent)]);
    this.#measured.set(connection, { quality, received, sent });
  }

  /** @param {readonly Reading[]} readings @param {Link["connection"] | undefined} upload */
  #tell(readings, upload) {
    const { state } = this.#store;
    const isWeak = (/** @type {Link["connection"]} */ connection) =>
      this.#measured.get(connection)?.quality.isWeak ?? false;
    const links = new Map(
      readings.flatMap(({ id, connection }) => {
        const person = state.people.find(({ socketId }) => socketId === id);
        return person ? [[person.participantId, isWeak(connection)]] : [];
      }),
    );
    const self = selfOf(state);
    if (!self) return;
    const isUploadWeak = upload !== undefined && isWeak(upload);
    const weak = weakConnections({ selfId: self.participantId, links, isUploadWeak });
    if (JSON.stringify(weak) !== JSON.stringify(state.weakConnections))
      this.#store.dispatch({ type: "weak-connections-changed", payload: weak });
  }
}
