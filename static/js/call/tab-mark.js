/**
 * Whether this page was loaded again by its own tab, which alone may go straight back in.
 *
 * A duplicated tab has a copy of the other's sessionStorage, and a page that Back or Forward leads
 * to has its own of long ago. Only a reload says "reload", and each live tab holds a lock under an
 * id of its own, so that a copy of it is known. Browsers have no locks on plain http.
 */

import { realTimers } from "./timers.js";

/** @import {Timers} from "./timers.js" */

/** The former page of a tab lets its lock go before the next one runs, or hardly later. */
const LOCK_MS = 1000;

/**
 * @typedef {object} TabParts
 * @property {{tab: {id?: string}, changeTab: (fields: {id: string}) => void}} memory
 * @property {string} navigationType of PerformanceNavigationTiming
 * @property {Pick<LockManager, "request"> | undefined} locks
 * @property {Timers} [timers]
 */

/** Find out, and hold the mark of this tab from now on. @param {TabParts} parts @returns {Promise<boolean>} */
export async function isLoadedAgain({ memory, navigationType, locks, timers = realTimers }) {
  const { id } = memory.tab;
  if (navigationType === "reload" && id !== undefined && (await isHeld(id, locks, timers))) {
    return true;
  }
  const newId = String(crypto.getRandomValues(new Uint32Array(4)));
  memory.changeTab({ id: newId });
  await isHeld(newId, locks, timers);
  return false;
}

/** How this page was reached. */
export function navigationType() {
  const [entry] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming | undefined} */ (entry)?.type ?? "";
}

/**
 * Hold the mark for as long as the page lives.
 * @param {string} id
 * @param {TabParts["locks"]} locks
 * @param {Timers} timers
 * @returns {Promise<boolean>} false while another page holds it
 */
function isHeld(id, locks, timers) {
  if (!locks) return Promise.resolve(true);
  const waiting = new AbortController();
  return new Promise((resolve) => {
    const timer = timers.set(() => {
      waiting.abort();
      resolve(false);
    }, LOCK_MS);
    const hold = () => {
      timers.clear(timer);
      resolve(true);
      return new Promise(() => {});
    };
    locks.request(`meet.tab.${id}`, { signal: waiting.signal }, hold).catch(() => resolve(false));
  });
}
