/**
 * `<meet-panel data-panel="chat|people">`: a panel beside the stage, or over it on a small screen.
 */

import { MeetElement } from "../dom/element.js";
import { isCloseKey } from "../dom/key-presses.js";

/** @import {State} from "../../call/state/model.js" */

export class Panel extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("[data-close]"), "click", () => this.call.page.closePanel());
    this.listen(this, "keydown", (event) => {
      // In a menu of the panel, Escape closes only the menu.
      const isInMenu = event.target instanceof Element && event.target.closest("[role=menu]");
      if (isCloseKey(event) && !isInMenu) this.call.page.closePanel();
    });
  }

  /** @override @param {State} state */
  watch({ panel }) {
    return { isOpen: panel === this.dataset.panel, isOtherOpen: panel !== null };
  }

  /** @override @param {{isOpen: boolean, isOtherOpen: boolean}} watched */
  render({ isOpen, isOtherOpen }) {
    const wasOpen = !this.hasAttribute("hidden");
    const hadFocus = this.contains(document.activeElement);
    this.toggleAttribute("hidden", !isOpen);
    if (isOpen && !wasOpen) this.find("[data-first-focus]").focus();
    if (wasOpen && !isOpen && hadFocus && !isOtherOpen) this.#focusOpener();
  }

  #focusOpener() {
    const opener = document.querySelector(`[aria-controls="${this.id}"]`);
    if (opener instanceof HTMLElement) opener.focus();
  }
}
