/**
 * Children of an element that follow a list, one each, and are kept while their item stays.
 *
 * Only what is new is inserted and only what is gone is removed, so that a video goes on playing, a
 * screen reader hears only news, and focus stays where it is.
 */

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

  /**
   * @param {Element} parent which has no other children
   * @param {object} how
   * @param {(item: Item) => string} how.key
   * @param {(item: Item) => Child} how.create
   * @param {(child: Child, item: Item) => void} [how.update]
   */
  constructor(parent, { key, create, update = () => {} }) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  /** @param {Item[]} items */
  show(items) {
    const keys = new Set(items.map(this.#key));
    for (const [key, child] of this.#children) if (!keys.has(key)) this.#remove(key, child);
    let next = this.#parent.firstElementChild;
    for (const item of items) {
      const child = this.#childOf(item);
      if (child === next) next = child.nextElementSibling;
      else this.#parent.insertBefore(child, next);
      this.#update(child, item);
    }
  }

  /** @param {Item} item */
  #childOf(item) {
    const key = this.#key(item);
    const child = this.#children.get(key) ?? this.#create(item);
    this.#children.set(key, child);
    return child;
  }

  /** @param {string} key @param {Child} child */
  #remove(key, child) {
    child.remove();
    this.#children.delete(key);
  }
}
