/**
 * Detect whether this tab reloaded its own page. Only then may the page rejoin without asking.
 *
 * A duplicated tab has a copy of the other tab's sessionStorage, and a page reached by Back or
 * Forward has old sessionStorage of its own. Only a reload has the navigation type "reload". Each
 * live tab holds a lock under its own id, which identifies a duplicated tab. Browsers have no locks
 * on plain HTTP.
 */

import { realTimers } from "./timers.js";

/** @import {Timers} from "./timers.js" */

/**
 * Maximum wait for the lock. The previous page of a tab releases it before the next page runs, or
 * shortly after.
 */
const LOCK_MS = 1000;

/**
 * @typedef {object} TabParts
 * @property {{tab: {id?: string}, updateTab: (fields: {id: string}) => void}} storage
 * @property {string} navigationType the `type` of PerformanceNavigationTiming
 * @property {Pick<LockManager, "request"> | undefined} locks
 * @property {Timers} [timers]
 */

/**
 * Return whether this tab reloaded its page, and hold this tab's lock from now on.
 * @param {TabParts} parts
 * @returns {Promise<boolean>}
 */
export async function isReload({ storage, navigationType, locks, timers = realTimers }) {
  const { id } = storage.tab;
  if (navigationType === "reload" && id !== undefined && (await isHeld(id, locks, timers))) {
    return true;
  }
  const newId = String(crypto.getRandomValues(new Uint32Array(4)));
  storage.updateTab({ id: newId });
  await isHeld(newId, locks, timers);
  return false;
}

/** Return the navigation type of this page. */
export function navigationType() {
  const [entry] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming | undefined} */ (entry)?.type ?? "";
}

/**
 * Hold the lock until the page is closed.
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
