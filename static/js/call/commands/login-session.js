/**
 * Count down and prolong the login session of this page.
 *
 * The server announces that the session is about to end. Any HTTP request prolongs it, because it
 * carries the session cookie; socket messages do not. The remaining minutes are counted here.
 */

import { realTimers } from "../../browser/timers.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {CallStore} from "../state/events.js" */

const MINUTE_SECONDS = 60;
const REQUEST_TIMEOUT_MS = 10_000;

export class LoginSession {
  #fetch;
  #store;
  #timers;
  #url;
  /** @type {any} */
  #timer;

  /**
   * @param {object} parts
   * @param {string} parts.url address to request
   * @param {CallStore} parts.store
   * @param {Timers} [parts.timers]
   * @param {typeof fetch} [parts.fetch]
   */
  constructor({
    url,
    store,
    timers = realTimers,
    fetch = (...asked) => globalThis.fetch(...asked),
  }) {
    this.#url = url;
    this.#store = store;
    this.#timers = timers;
    this.#fetch = fetch;
  }

  /** @param {number} secondsLeft */
  gotEnding(secondsLeft) {
    this.stop();
    const minutes = Math.max(1, Math.ceil(secondsLeft / MINUTE_SECONDS));
    this.#show(minutes);
    if (minutes === 1) return;
    const next = (minutes - 1) * MINUTE_SECONDS;
    this.#timer = this.#timers.set(() => this.gotEnding(next), (secondsLeft - next) * 1000);
  }

  /** Hide the countdown: this page or another one prolonged the session. */
  gotProlonged() {
    this.stop();
    this.#show(null);
  }

  stop() {
    this.#timers.clear(this.#timer);
  }

  /** Prolong the session. If the request fails or times out, show a notice and keep counting. */
  async prolong() {
    if (await this.#isProlonged()) this.gotProlonged();
    else
      this.#store.dispatch({
        type: "notice-added",
        payload: { kind: "session-not-prolonged", about: "" },
      });
  }

  async #isProlonged() {
    const controller = new AbortController();
    const timer = this.#timers.set(() => controller.abort(), REQUEST_TIMEOUT_MS);
    try {
      const answer = await this.#fetch(this.#url, { cache: "no-store", signal: controller.signal });
      return answer.ok;
    } catch {
      return false;
    } finally {
      this.#timers.clear(timer);
    }
  }

  /** @param {number | null} minutesLeft */
  #show(minutesLeft) {
    this.#store.dispatch({ type: "session-countdown", payload: { minutesLeft } });
  }
}
