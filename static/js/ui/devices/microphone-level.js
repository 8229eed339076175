/** `<meet-microphone-level>`: the level meter of the microphone before joining. */

import { AudioLevel } from "../../browser/audio-level.js";
import { MeetElement } from "../dom/element.js";

/** @import {State} from "../../call/state/model.js" */

export class MicrophoneLevel extends MeetElement {
  #level = new AudioLevel();
  #frame = 0;

  /** @override @param {State} state */
  watch({ media, phase }) {
    const isShown = media.microphone.isOn && phase === "prejoin";
    return { isShown, track: this.call.media.microphoneTrack };
  }

  /** @override @param {{isShown: boolean, track: MediaStreamTrack | null}} watched */
  render({ isShown, track }) {
    cancelAnimationFrame(this.#frame);
    this.hidden = !isShown;
    if (!isShown) return this.#level.close();
    this.#level.listen(track);
    this.#draw();
  }

  /** @override */
  stop() {
    cancelAnimationFrame(this.#frame);
    this.#level.close();
  }

  #draw() {
    this.style.setProperty("--level", this.#level.read().toFixed(2));
    this.#frame = requestAnimationFrame(() => this.#draw());
  }
}
