/** Show the screen of the current phase, set its heading and move the focus. */

/** @import {Phase, State} from "../model.js" */
/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showScreens(page, { store }) {
  const screens = [...page.querySelectorAll(".pair__screen")];
  const marked = [...page.querySelectorAll("[data-in]")];
  /** @type {Element | undefined} */
  let shown;
  store.subscribe((state) => {
    document.body.dataset.phase = state.phase;
    for (const one of marked) one.toggleAttribute("hidden", !isIn(one, state));
    showHeading(page, state);
    showOnline(page, state);
    const screen = screens.find((one) => !one.hasAttribute("hidden"));
    if (shown && screen !== shown) screen?.querySelector("h1")?.focus();
    shown = screen;
  });
}

/**
 * Return whether a part is shown in this phase. For a refusal, the part must also match the code.
 * @param {Element} part
 * @param {State} state
 */
function isIn(part, { phase, code, isConnected }) {
  const phases = /** @type {Phase[]} */ (part.getAttribute("data-in")?.split(" "));
  const codes = part.getAttribute("data-codes");
  const connection = part.getAttribute("data-connected");
  return (
    phases.includes(phase) &&
    (codes === null || codes.split(" ").includes(code)) &&
    (connection === null || connection === String(isConnected))
  );
}

/**
 * Set the heading. Unchanged text stays, because a screen reader would read it again.
 * @param {HTMLElement} page
 * @param {State} state
 */
function showHeading(page, { phase }) {
  const heading = /** @type {HTMLElement} */ (page.querySelector("#pair-title"));
  const words = heading.dataset[phase] ?? "";
  if (words && heading.textContent !== words) heading.textContent = words;
}

/** @param {HTMLElement} page @param {State} state */
function showOnline(page, { online }) {
  for (const element of page.querySelectorAll("[data-online]")) {
    element.toggleAttribute("hidden", online === null);
    const count = element.querySelector("strong");
    if (count) count.textContent = String(online ?? "");
  }
}
