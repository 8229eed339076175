/** `<meet-bar>`: what one can do in the meeting, within reach all the time. */

import { isHosting, selfOf } from "../call/selectors.js";
import { runCommand } from "./commands.js";
import { MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {State} from "../call/model.js" */

/**
 * @typedef {object} Watched
 * @property {string} name
 * @property {boolean} isLocked
 * @property {boolean} isSharing
 * @property {boolean} mayShare
 * @property {boolean} hasHandUp
 * @property {boolean} mayHost
 */

export class Bar extends MeetElement {
  /** @override */
  start() {
    this.listen(this, "click", ({ target }) => runCommand(this.call, target));
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    return {
      name: state.room.name,
      isLocked: state.room.isLocked,
      isSharing: state.media.isSharingScreen,
      mayShare: state.room.settings.allowScreenShare && this.call.media.canShareScreen,
      hasHandUp: (selfOf(state)?.handOrder ?? null) !== null,
      mayHost: isHosting(state),
    };
  }

  /** @override @param {Watched} watched */
  render({ name, isLocked, isSharing, mayShare, hasHandUp, mayHost }) {
    this.find(".bar__name").textContent = name;
    this.find(".bar__locked").hidden = !isLocked;
    this.#show("screen", isSharing, mayShare || isSharing);
    this.#show("hand", hasHandUp, true);
    this.#show("lock", isLocked, mayHost);
  }

  /**
   * Show a command as button and as item of the menu, wherever it is.
   * @param {keyof typeof text.commands} command
   * @param {boolean} isOn
   * @param {boolean} isOffered
   */
  #show(command, isOn, isOffered) {
    for (const button of this.querySelectorAll(`[data-command=${command}]`)) {
      button.toggleAttribute("hidden", !isOffered);
      if (button.ariaPressed !== null) button.ariaPressed = String(isOn);
      const words = button.querySelector("span");
      if (words) words.textContent = text.commands[command](isOn);
    }
  }
}
