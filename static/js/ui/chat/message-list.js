/**
 * `<meet-message-list>`: the chat messages by day, followed by messages that are being sent.
 *
 * A view scrolled to the end stays at the end. A view scrolled to older messages keeps its
 * position, even when still older messages are inserted before them.
 */

import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { newLine, showLine } from "./message-line.js";
import { linesOf } from "./message-lines.js";

/** @import {State} from "../../call/state/model.js" */
/** @import {Line} from "./message-lines.js" */

/** Distance from an end, in pixels, that counts as being at that end. */
const NEAR = 80;

/**
 * @typedef {Pick<State, "messages" | "outgoing" | "hasOlderMessages" | "isLoadingOlder">} Watched
 */

export class MessageList extends MeetElement {
  /** @type {KeyedList<Line, HTMLElement> | undefined} */
  #lines;
  #resizing = new ResizeObserver(() => this.#onResize());
  #isAtEnd = true;
  #wasShown = false;
  /** @type {string | undefined} */
  #firstId;

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
  watch({ messages, outgoing, hasOlderMessages, isLoadingOlder }) {
    return { messages, outgoing, hasOlderMessages, isLoadingOlder };
  }

  /** @override @param {Watched} watched */
  render({ messages, outgoing, hasOlderMessages, isLoadingOlder }) {
    const { scrollHeight, scrollTop } = this;
    const hasOlderNow = this.#firstId !== undefined && this.#firstId !== messages[0]?.id;
    this.#firstId = messages[0]?.id;
    this.#lines?.show(linesOf(messages, outgoing));
    this.find(".messages__none").hidden = messages.length + outgoing.length > 0;
    this.find(".messages__older").hidden = !hasOlderMessages;
    this.find(".messages__older", HTMLButtonElement).disabled = isLoadingOlder;
    if (this.#isAtEnd) this.scrollTop = this.scrollHeight;
    else if (hasOlderNow) this.scrollTop = scrollTop + this.scrollHeight - scrollHeight;
  }

  #onScroll() {
    this.#isAtEnd = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR;
    if (this.scrollTop < NEAR) this.call.chat.loadOlder();
  }

  #onResize() {
    const isShown = this.clientHeight > 0;
    if (isShown && (this.#isAtEnd || !this.#wasShown)) this.scrollTop = this.scrollHeight;
    this.#wasShown = isShown;
  }

  /** @param {EventTarget | null} target */
  #onClick(target) {
    const button = target instanceof Element ? target.closest("[data-retry]") : null;
    if (button instanceof HTMLElement) this.call.chat.retry(button.dataset.retry ?? "");
  }
}
