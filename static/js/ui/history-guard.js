/**
 * Keeps Back from leaving a meeting without a question.
 *
 * Entering adds an entry to the history, so that Back stays on the page: the guard goes forward again
 * and asks. An entry of its own is there only once, and a reload keeps it. Forward leads to the page
 * as any link does, and never into the meeting.
 */

const BEFORE = "before";
const INSIDE = "inside";
/** A browser that is still busy with Back may not go forward again. */
const FORWARD_MS = 300;

/**
 * @param {object} how
 * @param {() => boolean} how.isInside whether there is something to lose
 * @param {() => void} how.ask
 * @param {Pick<History, "state" | "replaceState" | "pushState" | "forward">} [how.history]
 * @param {Pick<EventTarget, "addEventListener">} [how.target]
 * @returns {{update: () => void}} to be told when that may have changed
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
