/**
 * Check the connection of this page before a meeting: to the server, and for media.
 *
 * The check sends nothing to the room, and nobody sees it.
 */

import { realTimers } from "../../browser/timers.js";
import { checkNetwork } from "../../rtc/network-check.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {IceUrls, NetworkWays} from "../../rtc/network-check.js" */

/** @typedef {NetworkWays & {isServerReachable: boolean}} CheckedConnection */

const SERVER_TIMEOUT_MS = 10_000;

export class ConnectionCheck {
  #urls;
  #checkNetwork;
  #fetch;
  #timers;

  /**
   * @param {object} parts
   * @param {IceUrls} parts.urls
   * @param {(urls: IceUrls) => Promise<NetworkWays>} [parts.network]
   * @param {typeof fetch} [parts.fetch]
   * @param {Timers} [parts.timers]
   */
  constructor({
    urls,
    network = checkNetwork,
    fetch = (...asked) => globalThis.fetch(...asked),
    timers = realTimers,
  }) {
    this.#urls = urls;
    this.#checkNetwork = network;
    this.#fetch = fetch;
    this.#timers = timers;
  }

  /** @returns {Promise<CheckedConnection>} */
  async run() {
    const [isServerReachable, ways] = await Promise.all([
      this.#isServerReachable(),
      this.#checkNetwork(this.#urls),
    ]);
    return { isServerReachable, ...ways };
  }

  async #isServerReachable() {
    const controller = new AbortController();
    const timer = this.#timers.set(() => controller.abort(), SERVER_TIMEOUT_MS);
    try {
      const { signal } = controller;
      const answer = await this.#fetch("/healthz", { cache: "no-store", signal });
      return answer.ok;
    } catch {
      return false;
    } finally {
      this.#timers.clear(timer);
    }
  }
}
