/** The clock that waits are measured by; tests pass another one. */

/**
 * @typedef {object} Timers
 * @property {(run: () => void, ms: number) => any} set returns what `clear` takes
 * @property {(timer: any) => void} clear
 */

/** @type {Timers} */
export const realTimers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer),
};
