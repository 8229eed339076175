/**
 * The chat of the pair and its message field; Enter sends the message.
 *
 * A view scrolled to the end stays at the end. A view scrolled to older messages keeps its position
 * until this person sends a message. What was written for a partner is not kept for the next one.
 */

import { isVisible } from "../../text/visible.js";
import { linkedText } from "../../ui/chat/linked-text.js";
import { isolate, showText } from "../../ui/dom/bidi-text.js";
import { isSendKey } from "../../ui/dom/key-presses.js";
import { KeyedList } from "../../ui/dom/keyed-list.js";
import { isNearEnd } from "../../ui/dom/scrolling.js";
import { text } from "../../ui/text/text.js";

/** @import {Line} from "../model.js" */
/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showChat(page, session) {
  const chat = /** @type {HTMLElement} */ (page.querySelector(".pair-chat"));
  const scrolling = /** @type {HTMLElement} */ (chat.querySelector(".messages"));
  const list = new KeyedList(/** @type {Element} */ (chat.querySelector(".messages__list")), {
    key: (/** @type {Line} */ line) => String(line.id),
    create: (line) => newLine(line, chat.dataset.stranger ?? ""),
  });
  listenToComposer(chat, session);
  /** @type {readonly Line[]} */
  let shown = [];
  session.store.subscribe(({ phase, lines }) => {
    chat.hidden = phase !== "paired" && lines.length === 0;
    chat.toggleAttribute("data-ended", phase !== "paired");
    if (lines === shown) return;
    shown = lines;
    const isFollowing = lines.at(-1)?.isOwn || isNearEnd(scrolling);
    list.show(lines);
    if (isFollowing) scrolling.scrollTop = scrolling.scrollHeight;
  });
}

/** @param {HTMLElement} chat @param {PairSession} session */
function listenToComposer(chat, session) {
  const form = /** @type {HTMLFormElement} */ (chat.querySelector("form"));
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const failed = /** @type {HTMLElement} */ (chat.querySelector(".pair-chat__failed"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = field.value;
    if (!isVisible(words)) return;
    field.value = "";
    field.focus();
    const { partnerId } = session.store.state;
    const isSent = await session.sendMessage(words);
    if (session.store.state.partnerId !== partnerId) return;
    failed.hidden = isSent;
    // Restore a message that was not sent, unless the person has written something else since.
    if (!isSent) field.value ||= words;
  });
  field.addEventListener("keydown", (event) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let partner = "";
  session.store.subscribe(({ partnerId }) => {
    if (partnerId === partner) return;
    partner = partnerId;
    field.value = "";
    failed.hidden = true;
  });
}

/**
 * @param {Line} line
 * @param {string} stranger the name shown for a partner without an email address
 */
function newLine({ isOwn, sender, text: words, timestamp }, stranger) {
  const element = document.createElement("div");
  element.className = "message-line";
  element.toggleAttribute("data-own", isOwn);
  const head = document.createElement("p");
  head.className = "message-line__head";
  const who = document.createElement("span");
  who.className = "message-line__sender";
  showText(who, isOwn ? text.you : isolate(sender || stranger));
  const time = document.createElement("time");
  time.dateTime = timestamp;
  time.textContent = text.time(timestamp);
  head.append(who, " ", time);
  const content = document.createElement("p");
  content.className = "message-line__text";
  content.dir = "auto";
  content.append(...linkedText(words));
  element.append(head, content);
  return element;
}
