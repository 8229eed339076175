/** The buttons: Start, Next, Stop, and the toggles for this client's devices. */

/** @import {InputKind, InputState} from "../../media/media-state.js" */
/** @import {PairSession} from "../pair-session.js" */

/** @type {Record<string, (session: PairSession) => void>} */
const COMMANDS = {
  next: (session) => session.next(),
  stop: (session) => session.stop(),
  "retry-connection": (session) => session.retryConnection(),
  text: (session) => session.start(false),
  microphone: (session) => session.toggle("microphone"),
  camera: (session) => session.toggle("camera"),
};

/** @param {HTMLElement} page @param {PairSession} session */
export function showControls(page, session) {
  const form = /** @type {HTMLFormElement} */ (page.querySelector(".pair-start__form"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    session.start(new FormData(form).get("with") === "video");
  });
  page.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-command]") : null;
    if (button instanceof HTMLElement) COMMANDS[button.dataset.command ?? ""]?.(session);
  });
  session.store.subscribe((state) => {
    for (const kind of /** @type {const} */ (["microphone", "camera"])) {
      showToggle(page, kind, state.media[kind], state.hasVideo || state.wantsVideo);
    }
    const next = /** @type {HTMLElement} */ (page.querySelector("[data-command=next]"));
    next.ariaDisabled = String(!["paired", "left"].includes(state.phase) || !state.isConnected);
  });
}

/**
 * @param {HTMLElement} page
 * @param {InputKind} kind
 * @param {InputState} input
 * @param {boolean} isShown
 */
function showToggle(page, kind, { isOn, isOpening, problem }, isShown) {
  const button = /** @type {HTMLElement} */ (page.querySelector(`[data-command=${kind}]`));
  button.hidden = !isShown;
  button.ariaPressed = String(isOn);
  button.ariaDisabled = String(isOpening);
  button.classList.toggle("toggle--trouble", problem !== null);
}
