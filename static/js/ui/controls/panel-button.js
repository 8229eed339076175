/** `<meet-panel-button data-panel="chat|people">`: opens a panel and shows its count. */

import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {Panel, State} from "../../call/state/model.js" */

export class PanelButton extends MeetElement {
  get panel() {
    return /** @type {Panel} */ (this.dataset.panel);
  }

  /** @override */
  start() {
    this.listen(this, "click", () => this.call.page.togglePanel(this.panel));
  }

  /** @override @param {State} state */
  watch({ knockers, panel, people, unread }) {
    const isChat = this.panel === "chat";
    return {
      isOpen: panel === this.panel,
      count: isChat ? unread : people.length,
      waiting: isChat ? 0 : knockers.length,
    };
  }

  /** @override @param {{isOpen: boolean, count: number, waiting: number}} watched */
  render({ isOpen, count, waiting }) {
    const button = this.find("button");
    button.ariaExpanded = String(isOpen);
    button.ariaLabel =
      this.panel === "chat" ? text.chatLabel(count) : text.peopleLabel(count, waiting);
    const badge = this.find(".bar__count");
    badge.textContent = text.badge(waiting || count);
    badge.hidden = count === 0;
    badge.classList.toggle("bar__count--news", this.panel === "chat" || waiting > 0);
  }
}
