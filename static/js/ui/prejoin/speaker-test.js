/** `<meet-speaker-test>`: a button that plays tones on the chosen speaker, and says so. */

import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

export class SpeakerTest extends MeetElement {
  #isPlaying = false;

  /** @override */
  start() {
    this.listen(this.#button, "click", () => this.#test());
  }

  get #button() {
    return this.find("button", HTMLButtonElement);
  }

  async #test() {
    if (this.#isPlaying) return;
    this.#show(true, text.speaker.playing);
    const isPlayed = await this.call.media.testSpeaker();
    this.#show(false, isPlayed ? text.speaker.played : text.speaker.failed);
  }

  /** @param {boolean} isPlaying @param {string} words */
  #show(isPlaying, words) {
    this.#isPlaying = isPlaying;
    this.#button.ariaDisabled = String(isPlaying);
    this.find("[role=status]").textContent = words;
  }
}
