/**
 * `<meet-composer>`: the field for a chat message. Enter sends it, Shift+Enter starts a new line.
 *
 * The field accepts more text than a message may have, so that no pasted text is cut off silently. A
 * longer text can't be sent, and a sentence says how long it is.
 */

import { MeetElement } from "../dom/element.js";
import { isSendKey } from "../dom/key-presses.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

/** The server refuses a longer message. */
const MOST_CHARACTERS = 2000;

export class Composer extends MeetElement {
  /** @override */
  start() {
    const field = this.#field;
    this.listen(field, "input", () => {
      this.call.chat.gotInput(field.value.trim() !== "");
      this.#showLength();
    });
    this.listen(field, "keydown", (event) => {
      if (!isSendKey(event)) return;
      event.preventDefault();
      this.#send();
    });
    this.listen(this.find("form"), "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** @override @param {State} state */
  watch({ room }) {
    return { isAllowed: room.settings.allowChat };
  }

  /** @override @param {{isAllowed: boolean}} watched */
  render({ isAllowed }) {
    this.find("form").hidden = !isAllowed;
    this.find(".composer__off").hidden = isAllowed;
  }

  get #field() {
    return this.find("textarea", HTMLTextAreaElement);
  }

  /** The number of characters, as the server counts them. */
  get #length() {
    return [...this.#field.value.trim()].length;
  }

  #send() {
    if (this.#length > MOST_CHARACTERS) return this.#field.focus();
    const { value } = this.#field;
    this.#field.value = "";
    this.#field.focus();
    this.#showLength();
    this.call.chat.send(value);
  }

  #showLength() {
    const length = this.#length;
    const isTooLong = length > MOST_CHARACTERS;
    this.find(".composer__length").textContent = isTooLong
      ? text.tooLong(length, MOST_CHARACTERS)
      : "";
    this.find("[type=submit]").ariaDisabled = String(isTooLong);
    this.#fit();
  }

  /** Give the field the height of its text, in browsers that can't do it themselves. */
  #fit() {
    if (CSS.supports("field-sizing", "content")) return;
    const field = this.#field;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }
}
