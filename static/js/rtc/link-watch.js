/**
 * Measure links every 2 s, and tell when the level of one changes (see `LinkQuality`).
 * Other measurements can use the same statistics.
 *
 * What is measured belongs to a connection, not to a socket id: a peer that returns under a new id
 * keeps its level, and a new connection begins without a reduction.
 */

import { realTimers } from "../browser/timers.js";
import { LinkQuality } from "./link-quality.js";
import { sampleBetween } from "./link-stats.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {Stats, Totals} from "./link-stats.js" */

/** @typedef {{connection: Pick<RTCPeerConnection, "getStats">}} Link */
/** @typedef {{id: string, connection: Link["connection"], stats: Stats}} Reading */
/** @typedef {{quality: LinkQuality, totals: Totals | null}} Measured */

const INTERVAL_MS = 2000;

export class LinkWatch {
  #links;
  #totalsOf;
  #gotLevel;
  #gotReadings;
  #timers;
  #now;
  /** @type {readonly string[]} */
  #ids = [];
  /** @type {WeakMap<Link["connection"], Measured>} */
  #measured = new WeakMap();
  #isScheduled = false;

  /**
   * @param {object} parts
   * @param {{get: (id: string) => Link | undefined}} parts.links by socket id
   * @param {(stats: Stats) => Totals} parts.totalsOf
   * @param {(id: string, level: number) => void} parts.gotLevel
   * @param {(readings: Reading[]) => void} [parts.gotReadings] called with the statistics of all links
   *   after each interval
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.now] the time in milliseconds
   */
  constructor({
    links,
    totalsOf,
    gotLevel,
    gotReadings = () => {},
    timers = realTimers,
    now = () => performance.now(),
  }) {
    this.#links = links;
    this.#totalsOf = totalsOf;
    this.#gotLevel = gotLevel;
    this.#gotReadings = gotReadings;
    this.#timers = timers;
    this.#now = now;
  }

  /** Measure the links to exactly these peers from now on. @param {readonly string[]} ids */
  watch(ids) {
    this.#ids = ids;
    if (ids.length > 0 && !this.#isScheduled) this.#schedule();
  }

  /** @param {string} id */
  levelOf(id) {
    return this.#measuredOf(id)?.quality.level ?? 0;
  }

  #schedule() {
    this.#isScheduled = true;
    this.#timers.set(() => {
      this.#isScheduled = false;
      this.#measureAll();
      this.watch(this.#ids);
    }, INTERVAL_MS);
  }

  async #measureAll() {
    const readings = await Promise.all(this.#ids.map((id) => this.#measure(id)));
    this.#gotReadings(readings.filter((reading) => reading !== undefined));
  }

  /** @param {string} id @returns {Promise<Reading | undefined>} */
  async #measure(id) {
    const connection = this.#links.get(id)?.connection;
    if (!connection) return undefined;
    // A connection that was closed in between has no statistics.
    const stats = /** @type {any} */ (await connection.getStats().catch(() => undefined));
    // The peer may have got a new socket id or connection in between.
    if (!stats || this.#links.get(id)?.connection !== connection) return undefined;
    const totals = this.#totalsOf(stats);
    const { quality, totals: before } = this.#measured.get(connection) ?? newMeasured();
    const { level } = quality;
    if (before) quality.got(sampleBetween(before, totals), this.#now());
    this.#measured.set(connection, { quality, totals });
    if (quality.level !== level) this.#gotLevel(id, quality.level);
    return { id, connection, stats };
  }

  /** @param {string} id */
  #measuredOf(id) {
    const connection = this.#links.get(id)?.connection;
    return connection && this.#measured.get(connection);
  }
}

/** @returns {Measured} */
function newMeasured() {
  return { quality: new LinkQuality(), totals: null };
}
