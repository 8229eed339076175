/**
 * Decide when to try again after a connection or a request to the server has failed.
 *
 * The delay doubles after each failed attempt, up to a maximum. It is random within a range, so
 * that the clients of a restarted server do not all return at once. This class only knows time and
 * the number of attempts.
 */

import { realTimers } from "./timers.js";

/** @import {Timers} from "./timers.js" */

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 5000;

export class RetrySchedule {
  #attempt;
  #timers;
  #random;
  #longestMs;
  #failures = 0;
  /** @type {any} */
  #timer;

  /**
   * @param {object} parts
   * @param {() => void} parts.attempt
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.random] returns a number from 0 to 1
   * @param {number} [parts.longestMs]
   */
  constructor({
    attempt,
    timers = realTimers,
    random = Math.random,
    longestMs = LONGEST_DELAY_MS,
  }) {
    this.#attempt = attempt;
    this.#timers = timers;
    this.#random = random;
    this.#longestMs = longestMs;
  }

  /**
   * Schedule the next attempt, instead of an attempt that is already scheduled. Return the delay in
   * milliseconds: between half and all of 1, 2, 4 and so on seconds, up to the longest.
   * @param {number} [leastMs]
   */
  scheduleNext(leastMs = 0) {
    const longestMs = Math.min(FIRST_DELAY_MS * 2 ** this.#failures, this.#longestMs);
    const delayMs = Math.max(leastMs, longestMs * (0.5 + this.#random() / 2));
    this.#failures += 1;
    this.#timers.clear(this.#timer);
    this.#timer = this.#timers.set(() => this.#attempt(), delayMs);
    return delayMs;
  }

  /** Cancel the scheduled attempt, and start again with the shortest delay. */
  reset() {
    this.#failures = 0;
    this.#timers.clear(this.#timer);
  }
}
