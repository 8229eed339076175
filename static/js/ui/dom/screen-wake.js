/**
 * Keep the screen of the device on during a meeting.
 *
 * Browsers do so while they play a picture, and not in a meeting with sound only: a phone would then go
 * to sleep, and lose the meeting or the place in the waiting room. A browser ends the lock when the page
 * is hidden. It may refuse one, for example if the battery is low. Without the lock, the screen goes off
 * as the system wants.
 */

/**
 * @param {object} how
 * @param {() => boolean} how.isWanted
 * @param {Pick<WakeLock, "request"> | undefined} [how.wakeLock] undefined on pages loaded over plain HTTP
 * @param {Pick<Document, "hidden" | "addEventListener">} [how.page]
 * @returns {{update: () => void}} `update` must be called when `isWanted` may have changed
 */
export function keepScreenOn({ isWanted, wakeLock = navigator.wakeLock, page = document }) {
  /** @type {Promise<WakeLockSentinel | null> | null} */
  let lock = null;
  const update = () => {
    const isNeeded = isWanted() && !page.hidden;
    if (isNeeded) lock ??= wakeLock?.request("screen").catch(() => null) ?? null;
    else release();
  };
  const release = () => {
    lock?.then((one) => one?.release());
    lock = null;
  };
  page.addEventListener("visibilitychange", update);
  return { update };
}
