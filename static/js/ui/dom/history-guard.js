/**
 * Ask before the Back button leaves a meeting.
 *
 * Entering a meeting adds a history entry, so that Back stays on the page. The guard then goes
 * forward again and asks. The guard adds its entry only once, and a reload keeps it. Forward loads
 * the page like any link and never rejoins the meeting.
 */

const BEFORE = "before";
const INSIDE = "inside";
/**
 * Time after which a new entry is added, because a browser that still processes Back may ignore
 * `forward()`.
 */
const FORWARD_MS = 300;

/**
 * @param {object} how
 * @param {() => boolean} how.isInside whether the person is in a meeting
 * @param {() => void} how.ask
 * @param {Pick<History, "state" | "replaceState" | "pushState" | "forward">} [how.history]
 * @param {Pick<EventTarget, "addEventListener">} [how.target]
 * @returns {{update: () => void}} `update` must be called when `isInside` may have changed
 */
export function guardHistory({ isInside, ask, history = window.history, target = window }) {
  let wasInside = false;
  const addEntry = () => history.pushState({ meet: INSIDE }, "");
  target.addEventListener("popstate", () => {
    if (history.state?.meet !== BEFORE || !isInside()) return;
    history.forward();
    setTimeout(() => {
      if (history.state?.meet === BEFORE && isInside()) addEntry();
    }, FORWARD_MS);
    ask();
  });
  return {
    update() {
      const isEntering = isInside() && !wasInside;
      wasInside = isInside();
      if (!isEntering || history.state?.meet === INSIDE) return;
      history.replaceState({ ...history.state, meet: BEFORE }, "");
      addEntry();
    },
  };
}
