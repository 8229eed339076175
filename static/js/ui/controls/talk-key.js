/**
 * Hold the Space bar to talk. The key keeps its usual meaning in fields and menus, and on a control
 * that was reached by keyboard.
 */

import { hasModifier, isComposing } from "../dom/key-presses.js";
import { isTyping } from "./shortcuts.js";

/** @import {Call} from "../../call/call.js" */

const USES_SPACE = "button, a[href], summary, input, [tabindex='0']";

/** @param {Call} call */
export function listenToTalkKey(call) {
  let isPointerLast = false;
  /** Whether the key that began to talk is still held, also if the talk has ended. */
  let isHeld = false;
  /** @param {KeyboardEvent} event */
  const mayStart = (event) => {
    const { phase, dialog } = call.store.state;
    const isFree = phase === "meeting" && !dialog && !event.repeat;
    return isFree && !hasModifier(event) && !isComposing(event) && !usesSpace(event, isPointerLast);
  };
  document.addEventListener("pointerdown", () => (isPointerLast = true), { capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") isPointerLast = false;
    // With a modifier key, macOS reports the release as that of another key, or not at all.
    if (hasModifier(event)) call.pushToTalk.stop();
    if (event.key !== " ") return;
    if (mayStart(event)) call.pushToTalk.start();
    isHeld = call.pushToTalk.isTalking || (isHeld && event.repeat);
    // A control with the focus must not be pressed, and the page must not scroll.
    if (isHeld) event.preventDefault();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== " " || !isHeld) return;
    isHeld = false;
    event.preventDefault();
    call.pushToTalk.stop();
  });
  // The page does not see the release of a key in another window.
  window.addEventListener("blur", () => call.pushToTalk.stop());
}

/**
 * Return whether the Space bar has another meaning. A button keeps the focus after a click, but the
 * person who clicked it does not expect the Space bar to press it again.
 * @param {KeyboardEvent} event
 * @param {boolean} isPointerLast whether the focus was last moved by a mouse or finger
 */
function usesSpace(event, isPointerLast) {
  if (isTyping(event)) return true;
  return !isPointerLast && event.target instanceof Element && event.target.matches(USES_SPACE);
}
