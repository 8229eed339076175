/**
 * `<meet-menu>`: a button and the menu that it opens, with the usual menu keys.
 *
 * The menu is a popover, so that no tile clips it. The browser closes it and returns the focus. Tab
 * closes it, too, and goes on from the button. A click on an item bubbles; its `data-command` names
 * the action.
 */

import { MeetElement } from "./element.js";

const GAP = 4;
/** @type {Record<string, (index: number, count: number) => number>} */
const MOVES = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

export class Menu extends MeetElement {
  /** @override */
  start() {
    const [button, menu] = [this.find("button", HTMLButtonElement), this.find("[role=menu]")];
    button.popoverTargetElement = menu;
    button.ariaHasPopup = "menu";
    button.ariaExpanded = "false";
    this.listen(menu, "toggle", (event) => this.#onToggle(event));
    this.listen(menu, "keydown", (event) => this.#onKey(event));
    this.listen(menu, "click", ({ target }) => this.#onChoice(target));
  }

  get #items() {
    const items = [...this.querySelectorAll("[role^=menuitem]")];
    return items.filter((item) => item instanceof HTMLElement && item.getClientRects().length > 0);
  }

  /** @param {Event} event */
  #onToggle(event) {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
    this.find("button").ariaExpanded = String(isOpen);
    if (!isOpen) return;
    this.#place();
    this.#focus(0);
  }

  /**
   * Close the menu, except after a copied link, which shows its confirmation in the menu.
   * @param {EventTarget | null} target
   */
  #onChoice(target) {
    const stays = target instanceof Element && target.closest("meet-copy-link");
    if (!stays) this.find("[role=menu]").hidePopover();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === "Tab") this.find("[role=menu]").hidePopover();
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const items = this.#items;
    const index = items.findIndex((item) => item.matches(":focus"));
    this.#focus(move(index, items.length));
  }

  /** @param {number} index */
  #focus(index) {
    const item = this.#items[index];
    if (item instanceof HTMLElement) item.focus();
  }

  /** Place the menu below the button if it fits, else above it, and always inside the window. */
  #place() {
    const menu = this.find("[role=menu]");
    const button = this.find("button").getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const fitsBelow = button.bottom + GAP + height <= innerHeight;
    // The menu ends where its button ends, which is at the left in a right-to-left page.
    const end = this.matches(":dir(rtl)") ? button.left : button.right - width;
    const left = Math.max(GAP, Math.min(end, innerWidth - width - GAP));
    const top = fitsBelow ? button.bottom + GAP : Math.max(GAP, button.top - GAP - height);
    menu.style.setProperty("left", `${left}px`);
    menu.style.setProperty("top", `${top}px`);
  }
}
