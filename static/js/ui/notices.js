/** `<meet-notices>`: what just happened, one thing at a time. */

import { MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {Notice, State} from "../call/model.js" */

const SHOWN_MS = 4000;
/** With more to tell, which would otherwise be told long after it happened. */
const SHOWN_IN_A_QUEUE_MS = 1500;

export class Notices extends MeetElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

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
    const words = notice ? text.notice[notice.kind](notice.about) : "";
    // A screen reader would read the same words again.
    if (this.textContent !== words) this.textContent = words;
    if (!notice) return;
    const shownMs = isLast ? SHOWN_MS : SHOWN_IN_A_QUEUE_MS;
    this.#timer = setTimeout(() => this.call.display.dismissNotice(notice.id), shownMs);
  }
}
