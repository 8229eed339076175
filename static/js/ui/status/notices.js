/** `<meet-notices>`: shows one notice at a time, with the action that it offers. */

import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { noticeAction, noticeText } from "../text/notice-text.js";
import { NoticeTimer } from "./notice-timer.js";

/** @import {Notice, State} from "../../call/state/model.js" */

export class Notices extends MeetElement {
  #timer = new NoticeTimer();

  /** @override */
  start() {
    this.listen(this.#button, "click", () => this.#runAction());
  }

  /** @override */
  stop() {
    this.#timer.stop();
  }

  /** @override @param {State} state */
  watch({ notices }) {
    return { notice: notices[0], isLast: notices.length < 2 };
  }

  /** @override @param {{notice: Notice | undefined, isLast: boolean}} watched */
  render({ notice, isLast }) {
    this.#timer.stop();
    const words = notice ? noticeText(notice) : "";
    const span = this.find("span");
    // Unchanged text stays, because a screen reader would read it again.
    showText(span, words);
    const action = notice ? noticeAction(notice) : null;
    this.#button.hidden = !action;
    this.#button.textContent = action?.label ?? "";
    if (!notice) return;
    this.#timer.show(notice, { hasAction: action !== null, isLast }, () =>
      this.call.page.dismissNotice(notice.id),
    );
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
