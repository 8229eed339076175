/** Measure for how long the displayed notice is shown, and tell when its time is over. */

import { realTimers } from "../../browser/timers.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {Notice} from "../../call/state/model.js" */

/** Display time of a notice, which is shorter while others are queued. */
const SHOWN_MS = { last: 4000, queued: 1500 };
/** Display time of a notice with an action, which takes time to read and to reach. */
const SHOWN_TO_ACT_MS = { last: 15_000, queued: 5000 };

export class NoticeTimer {
  #timers;
  #now;
  /** @type {Notice | null} */
  #notice = null;
  #shownAt = 0;
  /** @type {any} */
  #timer = null;

  /** @param {{timers?: Timers, now?: () => number}} [parts] `now` in milliseconds */
  constructor({ timers = realTimers, now = () => performance.now() } = {}) {
    this.#timers = timers;
    this.#now = now;
  }

  /**
   * Call `over` when the notice has been shown for long enough. A notice that is shown again because
   * others were queued keeps the time for which it has been shown.
   * @param {Notice} notice
   * @param {{hasAction: boolean, isLast: boolean}} how
   * @param {() => void} over
   */
  show(notice, { hasAction, isLast }, over) {
    this.stop();
    if (notice !== this.#notice) this.#shownAt = this.#now();
    this.#notice = notice;
    const shownMs = (hasAction ? SHOWN_TO_ACT_MS : SHOWN_MS)[isLast ? "last" : "queued"];
    const leftMs = Math.max(0, this.#shownAt + shownMs - this.#now());
    this.#timer = this.#timers.set(over, leftMs);
  }

  stop() {
    this.#timers.clear(this.#timer);
  }
}
