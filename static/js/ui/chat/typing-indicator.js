/** `<meet-typing>`: the people who are typing now. */

import { showWords } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

export class Typing extends MeetElement {
  /** @override @param {State} state */
  watch({ typing }) {
    return { typing };
  }

  /** @override @param {Pick<State, "typing">} watched */
  render({ typing }) {
    showWords(this, text.typing(typing));
  }
}
