/** `<meet-background-blur>`: the switch for blurring the background, and what it costs. */

import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {BlurState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */

export class BackgroundBlur extends MeetElement {
  /** @override */
  start() {
    const { input } = this;
    this.listen(input, "change", () => this.call.media.setBlur(input.checked));
  }

  get input() {
    return this.find("input", HTMLInputElement);
  }

  /** @override @param {State} state */
  watch({ media }) {
    const { blur, camera } = media;
    return { blur, isCameraOn: camera.isOn };
  }

  /** @override @param {{blur: BlurState, isCameraOn: boolean}} watched */
  render({ blur, isCameraOn }) {
    const { isOn, isPossible, load, problem } = blur;
    this.input.checked = isOn;
    this.input.disabled = !isPossible;
    const isStarting = isOn && isCameraOn && !load;
    this.find("[data-load]").textContent = load ? text.blur.load(load) : "";
    show(this.find("[role=status]"), text.blur.status({ isPossible, isStarting, problem }));
  }
}

/** A screen reader announces each change. @param {HTMLElement} line @param {string} words */
function show(line, words) {
  if (line.textContent !== words) line.textContent = words;
}
