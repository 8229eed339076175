/**
 * The keyboard shortcuts of a meeting. They do nothing while the person types, composes text or
 * uses a menu.
 */

import { hasModifier, isComposing, letterOf } from "../dom/key-presses.js";
import { COMMANDS } from "./commands.js";

/** @import {Call} from "../../call/call.js" */

/** @type {Record<string, keyof typeof COMMANDS>} */
const KEYS = { m: "microphone", v: "camera", s: "screen", h: "hand", c: "chat", p: "people" };
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu]";

/** @param {Call} call */
export function listenToKeys(call) {
  document.addEventListener("keydown", (event) => {
    const command = commandOf(event);
    const { phase, dialog } = call.store.state;
    if (!command || phase !== "meeting" || dialog || event.repeat || isTyping(event)) return;
    event.preventDefault();
    COMMANDS[command]?.(call);
  });
}

/**
 * @param {Pick<KeyboardEvent, "key" | "code" | "keyCode" | "isComposing" | "altKey" | "ctrlKey" |
 *   "metaKey" | "shiftKey" | "getModifierState">} event
 * @returns {keyof typeof COMMANDS | undefined} the command of a key press, if it has one
 */
export function commandOf(event) {
  if (isComposing(event)) return undefined;
  if (event.key === "?" && !event.ctrlKey && !event.metaKey) return "shortcuts";
  return hasModifier(event) ? undefined : KEYS[letterOf(event)];
}

/** Return whether the key belongs to a field or a menu. @param {KeyboardEvent} event */
export function isTyping({ target }) {
  return target instanceof Element && target.closest(TYPING) !== null;
}
