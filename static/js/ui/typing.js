/** `<meet-typing>`: the people who are typing now. */

import { MeetElement } from "./element.js";
import { showWords } from "./isolation.js";
import { text } from "./text.js";

/** @import {State} from "../call/model.js" */

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
