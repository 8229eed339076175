/** The keys of a meeting, which never act while somebody types or uses a menu. */

import { COMMANDS } from "./commands.js";

/** @import {Call} from "../call/call.js" */

/** @type {Record<string, keyof typeof COMMANDS>} */
const KEYS = { m: "microphone", v: "camera", s: "screen", h: "hand", c: "chat", p: "people" };
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu]";

/** @param {Call} call */
export function listenToKeys(call) {
  document.addEventListener("keydown", (event) => {
    const command = KEYS[event.key.toLowerCase()];
    const { phase, dialog } = call.store.state;
    if (!command || phase !== "meeting" || dialog || event.repeat || isForOthers(event)) return;
    event.preventDefault();
    COMMANDS[command]?.(call);
  });
}

/** @param {KeyboardEvent} event */
function isForOthers({ altKey, ctrlKey, metaKey, target }) {
  return (
    altKey || ctrlKey || metaKey || (target instanceof Element && target.closest(TYPING) !== null)
  );
}
