/**
 * `<meet-device-toggle data-kind="microphone|camera">`: a button that turns this client's device on and
 * off.
 */

import { refusalOf } from "../../call/state/permissions.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {InputKind, InputState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */

export class DeviceToggle extends MeetElement {
  get kind() {
    return /** @type {InputKind} */ (this.dataset.kind);
  }

  /** @override */
  start() {
    this.listen(this, "click", () => this.call.media.toggle(this.kind));
  }

  /** @override @param {State} state */
  watch(state) {
    return { input: state.media[this.kind], refusal: refusalOf(state, this.kind) };
  }

  /** @override @param {{input: InputState, refusal: string | null}} watched */
  render({ input, refusal }) {
    const button = this.find("button", HTMLButtonElement);
    button.ariaPressed = String(input.isOn);
    button.title = refusal ? text.refusal(refusal) : text.toggleHint(input.isOn, this.kind);
    const isOpening = input.isOpening && !input.isOn && !input.problem;
    button.ariaDisabled = String(isOpening || refusal !== null);
    button.classList.toggle("toggle--trouble", input.problem !== null);
  }
}
