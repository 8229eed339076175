/**
 * Report to the server what this client measures of its media; operators of the server see it.
 *
 *     measure ──changed much, 10 s since the last report──▶ report
 *             └──60 s since the last report, or another socket id──▶ report again
 *
 * The server keeps the latest report in memory only. Another process of the server that takes over
 * the room gets one after 60 s at the latest. The statistics are those that `LinkWatch` reads.
 */

import { bothTotals, isSimilar, mediaQuality } from "../rtc/media-quality.js";

/** @import {Link, Reading} from "../rtc/link-watch.js" */
/** @import {BothTotals, MeasuredLink, MediaQuality} from "../rtc/media-quality.js" */
/** @import {RoomRequests} from "./commands/room-requests.js" */
/** @import {CallStore} from "./state/events.js" */

const INTERVAL_MS = 10_000;
const AGAIN_MS = 60_000;

export class QualityReports {
  #store;
  #requests;
  #links;
  #now;
  /** @type {WeakMap<Link["connection"], BothTotals>} totals at the last summary */
  #before = new WeakMap();
  #summarizedAt = -INTERVAL_MS;
  /** @type {{quality: MediaQuality, at: number, socketId: string} | null} */
  #sent = null;

  /**
   * @param {object} parts
   * @param {CallStore} parts.store
   * @param {Pick<RoomRequests, "request">} parts.requests
   * @param {{linkOf: (socketId: string) => {isServed?: boolean} | undefined,
   *   uploadLink: Link | null | undefined}} parts.links
   * @param {() => number} [parts.now] the time in milliseconds
   */
  constructor({ store, requests, links, now = () => performance.now() }) {
    this.#store = store;
    this.#requests = requests;
    this.#links = links;
    this.#now = now;
  }

  /** Summarize all links every 10 s. @param {readonly Reading[]} readings of the same time */
  async got(readings) {
    const now = this.#now();
    if (readings.length === 0 || now - this.#summarizedAt < INTERVAL_MS) return;
    this.#summarizedAt = now;
    const links = await this.#measured(readings);
    // Losses need two readings. The second one is the next.
    if (links.every(({ before }) => before === undefined)) this.#summarizedAt = -INTERVAL_MS;
    else this.#report(mediaQuality(links), now);
  }

  /** @param {readonly Reading[]} readings @returns {Promise<MeasuredLink[]>} */
  async #measured(readings) {
    const links = readings.map(({ id, connection, stats }) => {
      const isServed = this.#links.linkOf(id)?.isServed ?? false;
      return this.#withTotals(connection, { isServed, stats });
    });
    const upload = this.#links.uploadLink?.connection;
    if (!upload) return links;
    const stats = /** @type {any} */ (await upload.getStats());
    return [...links, this.#withTotals(upload, { isServed: true, stats })];
  }

  /**
   * @param {Link["connection"]} connection
   * @param {Pick<MeasuredLink, "isServed" | "stats">} link
   * @returns {MeasuredLink}
   */
  #withTotals(connection, link) {
    const [totals, before] = [bothTotals(link.stats), this.#before.get(connection)];
    this.#before.set(connection, totals);
    return { ...link, totals, before };
  }

  /** @param {MediaQuality} quality @param {number} at */
  #report(quality, at) {
    const { isConnected, phase, self } = this.#store.state;
    if (!isConnected || phase !== "meeting") return;
    const { socketId } = self;
    const isKnown = this.#sent?.socketId === socketId && at - this.#sent.at < AGAIN_MS;
    if (isKnown && this.#sent && isSimilar(quality, this.#sent.quality)) return;
    this.#sent = { quality, at, socketId };
    // A server that does not know this event refuses it, and its operators see no quality.
    this.#requests.request("report-media-quality", quality);
  }
}
