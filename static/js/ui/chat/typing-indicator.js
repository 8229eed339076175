/** `<meet-typing-indicator>`: the people who are typing now. */

import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

export class TypingIndicator extends MeetElement {
  /** @override @param {State} state */
  watch({ typing }) {
    return { typing };
  }

  /** @override @param {Pick<State, "typing">} watched */
  render({ typing }) {
    showText(this, text.typing(typing));
  }
}
