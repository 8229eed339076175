/**
 * `<meet-message-list>`: the chat messages by day, followed by messages that are being sent.
 *
 * A view scrolled to the end stays at the end. A view scrolled to older messages keeps its
 * position, even when still older messages are inserted before them, until this person sends a
 * message. When the chat is opened, the new messages are in view.
 */

import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { NEAR, isNearEnd } from "../dom/scrolling.js";
import { newLine, showLine } from "./message-line.js";
import { linesOf } from "./message-lines.js";

/** @import {State} from "../../call/state/model.js" */
/** @import {Line} from "./message-lines.js" */

/**
 * @typedef {Pick<State, "messages" | "outgoing" | "firstNewId" | "hasOlderMessages" | "isLoadingOlder">} Watched
 */

export class MessageList extends MeetElement {
  /** @type {KeyedList<Line, HTMLElement> | undefined} */
  #lines;
  #resizing = new ResizeObserver(() => this.#onResize());
  #isAtEnd = true;
  /** `scrollTop` after the list has scrolled to the end by itself. */
  #endTop = 0;
  #wasShown = false;
  /** @type {string | undefined} */
  #firstId;
  /** @type {string | undefined} key of the message that this person has sent last */
  #sentKey;

  /** @override */
  start() {
    this.#lines ??= new KeyedList(this.find(".messages__list"), {
      key: ({ key }) => key,
      create: newLine,
      update: showLine,
    });
    this.#resizing.observe(this);
    this.listen(this.find(".messages__older"), "click", () => this.call.chat.loadOlder());
    this.listen(this, "scroll", () => this.#onScroll());
    this.listen(this, "click", ({ target }) => this.#onClick(target));
  }

  /** @override */
  stop() {
    this.#resizing.disconnect();
  }

  /** @override @param {State} state @returns {Watched} */
  watch({ messages, outgoing, firstNewId, hasOlderMessages, isLoadingOlder }) {
    return { messages, outgoing, firstNewId, hasOlderMessages, isLoadingOlder };
  }

  /** @override @param {Watched} watched */
  render({ messages, outgoing, firstNewId, hasOlderMessages, isLoadingOlder }) {
    const { scrollHeight, scrollTop } = this;
    const hasOlderNow = this.#firstId !== undefined && this.#firstId !== messages[0]?.id;
    this.#firstId = messages[0]?.id;
    const sentKey = outgoing.at(-1)?.key ?? this.#sentKey;
    if (sentKey !== this.#sentKey) this.#isAtEnd = true;
    this.#sentKey = sentKey;
    this.#lines?.show(linesOf(messages, outgoing, firstNewId));
    this.find(".messages__none").hidden = messages.length + outgoing.length > 0;
    this.find(".messages__older").hidden = !hasOlderMessages;
    this.find(".messages__older", HTMLButtonElement).disabled = isLoadingOlder;
    if (this.#isAtEnd) this.#scrollToEnd();
    else if (hasOlderNow) this.scrollTop = scrollTop + this.scrollHeight - scrollHeight;
  }

  #scrollToEnd() {
    this.scrollTop = this.scrollHeight;
    this.#endTop = this.scrollTop;
  }

  #onScroll() {
    // The event of scrolling to the end may come after the next message.
    this.#isAtEnd = isNearEnd(this) || this.scrollTop === this.#endTop;
    if (this.scrollTop < NEAR) this.call.chat.loadOlder();
  }

  #onResize() {
    const isShown = this.clientHeight > 0;
    if (isShown && (this.#isAtEnd || !this.#wasShown)) this.#scrollToEnd();
    if (isShown && !this.#wasShown) this.#showDivider();
    this.#wasShown = isShown;
  }

  /** Scroll up to the divider if it is above the view. */
  #showDivider() {
    const divider = this.querySelector(".messages__divider");
    if (!divider) return;
    const above = this.getBoundingClientRect().top - divider.getBoundingClientRect().top;
    if (above > 0) this.scrollTop -= above;
  }

  /** @param {EventTarget | null} target */
  #onClick(target) {
    const button = target instanceof Element ? target.closest("[data-retry]") : null;
    if (button instanceof HTMLElement) this.call.chat.retry(button.dataset.retry ?? "");
  }
}
