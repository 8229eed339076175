/** `<meet-control-bar>`: the toolbar of the meeting, always visible. */

import { refusalOf } from "../../call/state/permissions.js";
import { isHostOrCohost, selfOf } from "../../call/state/selectors.js";
import { floatingTileId } from "../../call/state/self-view.js";
import { isolate, showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";
import { runCommand } from "./commands.js";

/** @import {State} from "../../call/state/model.js" */

/**
 * @typedef {object} Watched
 * @property {string} name
 * @property {boolean} isLocked
 * @property {boolean} isSharing
 * @property {boolean} canShare
 * @property {string | null} shareRefusal
 * @property {string | null} renameRefusal
 * @property {boolean} hasHandUp
 * @property {boolean} hasSpeakerLarge
 * @property {boolean} isAlone
 * @property {boolean} isSelfHidden
 * @property {boolean} isSelfFloating
 * @property {boolean} isBackgroundReplaced
 * @property {boolean} canBlur
 * @property {boolean} mayHost
 * @property {boolean} mayEnd
 */

export class ControlBar extends MeetElement {
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
      canShare: this.call.screen.isPossible,
      shareRefusal: refusalOf(state, "screen"),
      renameRefusal: refusalOf(state, "rename"),
      hasHandUp: (selfOf(state)?.handOrder ?? null) !== null,
      hasSpeakerLarge: state.layout === "speaker",
      isAlone: state.people.length < 2,
      isSelfHidden: state.isSelfHidden,
      isSelfFloating: floatingTileId(state) !== undefined,
      isBackgroundReplaced: state.media.background.chosen !== "none",
      canBlur: state.media.background.isPossible,
      mayHost: isHostOrCohost(state),
      mayEnd: state.self.role === "host",
    };
  }

  /** @override @param {Watched} watched */
  render({ name, isLocked, isSharing, hasHandUp, mayHost, mayEnd, ...watched }) {
    showText(this.find(".bar__name"), isolate(name));
    this.find(".bar__locked").hidden = !isLocked;
    this.#showState("screen", isSharing);
    this.#showState("hand", hasHandUp);
    this.#showState("lock", isLocked);
    this.#showState("layout", watched.hasSpeakerLarge);
    this.#showState("self-view", watched.isSelfHidden);
    this.#showState("float-self", watched.isSelfFloating);
    this.#showState("blur", watched.isBackgroundReplaced);
    this.#showCommand("self-view", !watched.isAlone);
    this.#showCommand("float-self", !watched.isAlone && !watched.isSelfHidden);
    this.#showCommand("blur", watched.canBlur);
    this.#showCommand(
      "screen",
      watched.canShare || isSharing,
      isSharing ? null : watched.shareRefusal,
    );
    this.#showCommand("rename", true, watched.renameRefusal);
    this.#showCommand("lock", mayHost);
    this.#showCommand("settings", mayHost);
    this.find(".bar__leave").hidden = mayEnd;
    this.find(".bar__end").hidden = !mayEnd;
  }

  /**
   * Show or hide a command's buttons. For a refusal, disable them and show the reason.
   * @param {string} command
   * @param {boolean} isAvailable
   * @param {string | null} [refusal]
   */
  #showCommand(command, isAvailable, refusal = null) {
    for (const button of this.#buttons(command)) {
      button.toggleAttribute("hidden", !isAvailable);
      button.ariaDisabled = String(refusal !== null);
      button.title = refusal === null ? (button.dataset.hint ?? "") : text.refusal(refusal);
    }
  }

  /**
   * Update the label and pressed state of a command's buttons.
   * @param {keyof typeof text.commands} command
   * @param {boolean} isOn
   */
  #showState(command, isOn) {
    for (const button of this.#buttons(command)) {
      if (button.ariaPressed !== null) button.ariaPressed = String(isOn);
      const words = button.querySelector("span");
      if (words) words.textContent = text.commands[command](isOn);
    }
  }

  /** @param {string} command @returns {HTMLElement[]} the toolbar button and the menu item */
  #buttons(command) {
    return [...this.querySelectorAll(`[data-command=${command}]`)].filter(
      (button) => button instanceof HTMLElement,
    );
  }
}
