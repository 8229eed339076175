/** Create and update one line of the chat: a day, a divider, or a message, sent or not yet. */

import { isolate, showText } from "../dom/bidi-text.js";
import { cloneTemplate } from "../dom/element.js";
import { text } from "../text/text.js";
import { linkedText } from "./linked-text.js";

/** @import {Line, MessageLine, OutgoingLine} from "./message-lines.js" */

/** @param {Line} line @returns {HTMLElement} */
export function newLine(line) {
  const element = document.createElement("div");
  if (line.kind === "day" || line.kind === "divider") {
    element.className = `messages__${line.kind}`;
    if (line.kind === "divider") element.textContent = text.newMessages;
    return element;
  }
  element.className = "message-line";
  element.append(cloneTemplate("message"));
  const content = line.kind === "message" ? line.message.content : line.outgoing.content;
  part(element, "text").append(...linkedText(content));
  return element;
}

/**
 * Show the parts of a line that may change after its creation.
 * @param {HTMLElement} element
 * @param {Line} line
 */
export function showLine(element, line) {
  // "Today" becomes "Yesterday" at midnight.
  if (line.kind === "day") showText(element, text.day(line.date, new Date()));
  if (line.kind === "message") showMessage(element, line);
  if (line.kind === "outgoing") showOutgoing(element, line);
}

/** @param {HTMLElement} element @param {MessageLine} line */
function showMessage(element, { message, isContinued }) {
  element.toggleAttribute("data-own", message.isOwn);
  part(element, "head").hidden = isContinued;
  showText(part(element, "sender"), message.isOwn ? text.you : isolate(message.senderName));
  const time = element.querySelector("time");
  if (!time) return;
  time.dateTime = message.timestamp;
  showText(time, text.time(message.timestamp));
}

/** @param {HTMLElement} element @param {OutgoingLine} line */
function showOutgoing(element, { outgoing }) {
  element.toggleAttribute("data-own", true);
  element.toggleAttribute("data-failed", outgoing.hasFailed);
  part(element, "head").hidden = true;
  const state = part(element, "state");
  state.hidden = false;
  const words = state.querySelector("span");
  if (words) words.textContent = outgoing.hasFailed ? text.notSent(outgoing.code) : text.sending;
  const retry = state.querySelector("button");
  if (!retry) return;
  retry.hidden = !outgoing.hasFailed;
  retry.dataset.retry = outgoing.key;
}

/** @param {HTMLElement} element @param {string} name */
function part(element, name) {
  return /** @type {HTMLElement} */ (element.querySelector(`.message-line__${name}`));
}
