/**
 * Check the connection of this page before a meeting: to the server, and for media. What the server
 * knows of media servers is asked as well; a browser reaches them only in a meeting.
 *
 * The check sends nothing to the room, and nobody sees it.
 */

import { realTimers } from "../../browser/timers.js";
import { checkNetwork } from "../../rtc/network-check.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {IceUrls, NetworkWays} from "../../rtc/network-check.js" */

/**
 * The state of media servers, as far as the server knows. `unneeded`: this meeting never uses one.
 * `missing`: it needs one, and this site has none.
 * @typedef {"unneeded" | "missing" | "available" | "unavailable" | "unknown"} MediaServerState
 */
/** @typedef {{mediaServer: MediaServerState, isRequired: boolean}} MediaServerAnswer */
/**
 * @typedef {NetworkWays & {isServerReachable: boolean, media: MediaServerAnswer | null}}
 *   CheckedConnection `media` is null if the server did not answer
 */

const SERVER_TIMEOUT_MS = 10_000;

export class ConnectionCheck {
  #urls;
  #mediaServerUrl;
  #checkNetwork;
  #fetch;
  #timers;

  /**
   * @param {object} parts
   * @param {IceUrls} parts.urls
   * @param {string} parts.mediaServerUrl
   * @param {(urls: IceUrls) => Promise<NetworkWays>} [parts.network]
   * @param {typeof fetch} [parts.fetch]
   * @param {Timers} [parts.timers]
   */
  constructor({
    urls,
    mediaServerUrl,
    network = checkNetwork,
    fetch = (...asked) => globalThis.fetch(...asked),
    timers = realTimers,
  }) {
    this.#urls = urls;
    this.#mediaServerUrl = mediaServerUrl;
    this.#checkNetwork = network;
    this.#fetch = fetch;
    this.#timers = timers;
  }

  /** @returns {Promise<CheckedConnection>} */
  async run() {
    const [health, media, ways] = await Promise.all([
      this.#ask("/healthz", async () => true),
      this.#ask(this.#mediaServerUrl, (answer) => answer.json()),
      this.#checkNetwork(this.#urls),
    ]);
    return { isServerReachable: health !== null, media, ...ways };
  }

  /**
   * @template Answer
   * @param {string} url
   * @param {(answer: Response) => Promise<Answer>} read
   * @returns {Promise<Answer | null>} null if the server refuses or does not answer
   */
  async #ask(url, read) {
    const controller = new AbortController();
    const timer = this.#timers.set(() => controller.abort(), SERVER_TIMEOUT_MS);
    try {
      const { signal } = controller;
      const answer = await this.#fetch(url, { cache: "no-store", signal });
      return answer.ok ? await read(answer) : null;
    } catch {
      return null;
    } finally {
      this.#timers.clear(timer);
    }
  }
}
