/** The keys of a meeting, which never act while somebody types, composes or uses a menu. */

import { COMMANDS } from "./commands.js";
import { isComposing, letterOf } from "./keys.js";

/** @import {Call} from "../call/call.js" */

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
 * @returns {keyof typeof COMMANDS | undefined} what a press asks for, if anything
 */
export function commandOf(event) {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const isModified = altKey || ctrlKey || metaKey || shiftKey || event.getModifierState("AltGraph");
  return isModified || isComposing(event) ? undefined : KEYS[letterOf(event)];
}

/** @param {KeyboardEvent} event */
function isTyping({ target }) {
  return target instanceof Element && target.closest(TYPING) !== null;
}
