/** `<meet-reaction-menu>`: a menu whose items are sent as reactions. */

import { refusalOf } from "../../call/state/permissions.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

export class ReactionMenu extends MeetElement {
  /** @override */
  start() {
    this.listen(this, "click", (event) => this.#onClick(event));
  }

  /** @override @param {State} state */
  watch(state) {
    return { refusal: refusalOf(state, "reactions") };
  }

  /** @override @param {{refusal: string | null}} watched */
  render({ refusal }) {
    const button = this.find("button");
    button.ariaDisabled = String(refusal !== null);
    button.title = refusal ? text.refusal(refusal) : button.ariaLabel || "";
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    if (!(event.target instanceof Element)) return;
    const emoji = event.target.closest("[data-emoji]");
    if (emoji instanceof HTMLElement) this.call.participant.react(emoji.dataset.emoji ?? "");
    else if (refusalOf(this.call.store.state, "reactions")) this.#refuse(event);
  }

  /** Show the reason for the refusal, and do not open the menu. @param {MouseEvent} event */
  #refuse(event) {
    event.preventDefault();
    this.call.participant.react("");
  }
}
