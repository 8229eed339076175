/** The timers used for all waits; tests pass fake timers. */

/**
 * @typedef {object} Timers
 * @property {(run: () => void, ms: number) => any} set starts a timer and returns the argument for
 *   `clear`
 * @property {(timer: any) => void} clear
 */

/** @type {Timers} */
export const realTimers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer),
};
