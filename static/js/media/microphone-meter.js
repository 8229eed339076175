/**
 * Measure the sound of this client's microphone, also while it is muted.
 *
 * A muted track is silent. Therefore the meter measures a clone of it, which is sent to nobody. The
 * meter never opens a device, and its clone ends with the track.
 */

import { AudioLevel } from "../browser/audio-level.js";

export class MicrophoneMeter {
  #level;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  /** @type {MediaStreamTrack | null} */
  #clone = null;

  /** @param {Pick<AudioLevel, "listen" | "readAmplitude" | "close">} level */
  constructor(level = new AudioLevel()) {
    this.#level = level;
  }

  /**
   * @param {MediaStreamTrack | null} track the track of the microphone now
   * @returns {number} the root mean square of the newest sound, from 0 to 1
   */
  read(track) {
    if (track !== this.#track) this.#follow(track);
    return this.#level.readAmplitude();
  }

  close() {
    this.#follow(null);
    this.#level.close();
  }

  /** @param {MediaStreamTrack | null} track */
  #follow(track) {
    this.#clone?.stop();
    this.#track = track;
    this.#clone = track?.clone() ?? null;
    if (this.#clone) this.#clone.enabled = true;
    this.#level.listen(this.#clone);
  }
}
