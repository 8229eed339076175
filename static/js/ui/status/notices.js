/** `<meet-notices>`: shows one notice at a time, with the action that it offers. */

import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { noticeAction, noticeText } from "../text/notice-text.js";

/** @import {Notice, State} from "../../call/state/model.js" */

/**
 * Display time of a notice. It is shorter while others are queued, so that those are not shown too
 * late.
 */
const SHOWN_MS = { last: 4000, queued: 1500 };
/** Display time of a notice with an action, which takes time to read and to reach. */
const SHOWN_TO_ACT_MS = { last: 15_000, queued: 5000 };

export class Notices extends MeetElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.listen(this.#button, "click", () => this.#runAction());
  }

  /** @override */
  stop() {
    clearTimeout(this.#timer);
  }

  /** @override @param {State} state */
  watch({ notices }) {
    return { notice: notices[0], isLast: notices.length < 2 };
  }

  /** @override @param {{notice: Notice | undefined, isLast: boolean}} watched */
  render({ notice, isLast }) {
    clearTimeout(this.#timer);
    const words = notice ? noticeText(notice) : "";
    const span = this.find("span");
    // Unchanged text stays, because a screen reader would read it again.
    showText(span, words);
    const action = notice ? noticeAction(notice) : null;
    this.#button.hidden = !action;
    this.#button.textContent = action?.label ?? "";
    if (!notice) return;
    const shownMs = (action ? SHOWN_TO_ACT_MS : SHOWN_MS)[isLast ? "last" : "queued"];
    this.#timer = setTimeout(() => this.call.page.dismissNotice(notice.id), shownMs);
  }

  get #button() {
    return this.find("button", HTMLButtonElement);
  }

  #runAction() {
    const [notice] = this.call.store.state.notices;
    if (!notice) return;
    noticeAction(notice)?.run(this.call);
    this.call.page.dismissNotice(notice.id);
  }
}
