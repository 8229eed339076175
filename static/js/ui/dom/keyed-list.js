/**
 * Keep one child element per item of a list, and keep the child while its item stays.
 *
 * Only new children are inserted, only obsolete ones are removed, and only misplaced ones are
 * moved. Therefore a video continues to play, a screen reader announces only changes, and focus and
 * selection are kept. An item that can't be shown is skipped; the other items are shown.
 */

import { reorderChildren } from "./reorder-children.js";

/**
 * @template Item
 * @template {HTMLElement} Child
 */
export class KeyedList {
  /** @type {Map<string, Child>} */
  #children = new Map();
  #parent;
  #key;
  #create;
  #update;
  #gotError;

  /**
   * @param {Element} parent an element without other children
   * @param {object} how
   * @param {(item: Item) => string} how.key
   * @param {(item: Item) => Child} how.create
   * @param {(child: Child, item: Item) => void} [how.update]
   * @param {(error: unknown) => void} [how.gotError]
   */
  constructor(parent, { key, create, update = () => {}, gotError = logItemError }) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
    this.#gotError = gotError;
  }

  /** @param {Item[]} items */
  show(items) {
    /** @type {Map<string, Child>} */
    const children = new Map();
    for (const item of items) this.#keep(children, item);
    this.#children = children;
    reorderChildren(this.#parent, [...children.values()]);
    for (const item of items) this.#updateOne(item);
  }

  /** @param {Map<string, Child>} children @param {Item} item */
  #keep(children, item) {
    try {
      const key = this.#key(item);
      children.set(key, this.#children.get(key) ?? this.#create(item));
    } catch (error) {
      this.#gotError(error);
    }
  }

  /** @param {Item} item */
  #updateOne(item) {
    try {
      const child = this.#children.get(this.#key(item));
      if (child) this.#update(child, item);
    } catch (error) {
      this.#gotError(error);
    }
  }
}

/** @param {unknown} error */
function logItemError(error) {
  console.error("An item of a list can't be shown:", error);
}
