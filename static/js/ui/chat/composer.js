/**
 * `<meet-composer>`: the field for a chat message. Enter sends it, Shift+Enter starts a new line.
 */

import { MeetElement } from "../dom/element.js";
import { isSendKey } from "../dom/key-presses.js";

/** @import {State} from "../../call/state/model.js" */

export class Composer extends MeetElement {
  /** @override */
  start() {
    const field = this.#field;
    this.listen(field, "input", () => this.call.chat.gotInput(field.value.trim() !== ""));
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

  #send() {
    const { value } = this.#field;
    this.#field.value = "";
    this.#field.focus();
    this.call.chat.send(value);
  }
}
