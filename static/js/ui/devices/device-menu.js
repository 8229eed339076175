/**
 * `<meet-device-menu>`: a menu with the devices of one or more kinds, of which one of each kind is
 * in use. A group without devices is hidden: the browser lists none before it has allowed one, and
 * some browsers play only on the speaker of the system.
 */

import { cloneTemplate } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { Menu } from "../dom/menu.js";
import { choicesOf } from "./device-choices.js";

/** @import {DeviceKind, MediaState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */
/** @import {Choice} from "./device-choices.js" */

/** @typedef {KeyedList<Choice, HTMLElement>} Choices */

export class DeviceMenu extends Menu {
  /** @type {Map<HTMLElement, Choices>} by group */
  #groups = new Map();

  /** @override */
  start() {
    super.start();
    for (const group of this.querySelectorAll("[data-kind]"))
      if (group instanceof HTMLElement && !this.#groups.has(group)) this.#addGroup(group);
    this.listen(this, "click", ({ target }) => this.#choose(target));
  }

  /** @override @param {State} state */
  watch({ media }) {
    return { media };
  }

  /** @override @param {{media: MediaState}} watched */
  render({ media }) {
    for (const [group, choices] of this.#groups) {
      const shown = choicesOf(kindOf(group), media[kindOf(group)]);
      group.hidden = shown.length === 0;
      choices.show(shown);
    }
  }

  /** @param {HTMLElement} group */
  #addGroup(group) {
    const parent = group.querySelector("[data-choices]") ?? group;
    /** @type {Choices} */
    const choices = new KeyedList(parent, {
      key: ({ deviceId }) => deviceId,
      create: newItem,
      update: showChoice,
    });
    this.#groups.set(group, choices);
  }

  /** @param {EventTarget | null} target */
  #choose(target) {
    const item = target instanceof Element ? target.closest("[data-device-id]") : null;
    const group = item?.closest("[data-kind]");
    if (item instanceof HTMLElement && group instanceof HTMLElement)
      this.call.media.choose(kindOf(group), item.dataset.deviceId ?? "");
  }
}

/** @param {HTMLElement} group */
function kindOf(group) {
  return /** @type {DeviceKind} */ (group.dataset.kind);
}

/** @param {Choice} choice @returns {HTMLElement} */
function newItem({ deviceId }) {
  const item = cloneTemplate("device-item").firstElementChild;
  if (!(item instanceof HTMLElement)) throw new Error("No item in #device-item");
  item.dataset.deviceId = deviceId;
  return item;
}

/** @param {HTMLElement} item @param {Choice} choice */
function showChoice(item, { isUsed, label }) {
  item.ariaChecked = String(isUsed);
  const words = item.querySelector("span");
  if (words && words.textContent !== label) words.textContent = label;
}
