/** `<meet-notices>`: what just happened, one thing at a time. */

import { MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {Notice, State} from "../call/model.js" */

const SHOWN_MS = 4000;

export class Notices extends MeetElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  stop() {
    clearTimeout(this.#timer);
  }

  /** @override @param {State} state */
  watch({ notices }) {
    return { notice: notices[0] };
  }

  /** @override @param {{notice: Notice | undefined}} watched */
  render({ notice }) {
    clearTimeout(this.#timer);
    this.textContent = notice ? text.notice[notice.kind](notice.about) : "";
    if (!notice) return;
    this.#timer = setTimeout(() => this.call.display.dismissNotice(notice.id), SHOWN_MS);
  }
}
