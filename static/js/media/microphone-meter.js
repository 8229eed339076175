/**
 * Measure the sound of this client's microphone, also while it is muted.
 *
 * A muted track is silent. Therefore the meter measures a clone of it, which is sent to nobody. The
 * meter never opens a device, and its clone ends with the track.
 *
 * A microphone that delivers nothing at all is out of order, or muted by its own switch or by the
 * system. One that has delivered any sound is not: between two words, the suppression of noise may
 * leave nothing.
 */

import { AudioLevel } from "../browser/audio-level.js";

/** 10 s, if the level is read every 50 ms. */
const SILENT_READINGS = 200;

export class MicrophoneMeter {
  #level;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  /** @type {MediaStreamTrack | null} */
  #clone = null;
  #hasSound = false;
  /** Number of readings in a row without any sound. */
  #silentReadings = 0;

  /** @param {Pick<AudioLevel, "listen" | "readAmplitude" | "isRunning" | "close">} level */
  constructor(level = new AudioLevel()) {
    this.#level = level;
  }

  /**
   * @param {MediaStreamTrack | null} track the track of the microphone now
   * @returns {number} the root mean square of the newest sound, from 0 to 1
   */
  read(track) {
    if (track !== this.#track) this.#follow(track);
    const amplitude = this.#level.readAmplitude();
    this.#hasSound ||= amplitude > 0;
    const isSilent = track?.muted || (this.#level.isRunning && !this.#hasSound);
    this.#silentReadings = track && isSilent ? this.#silentReadings + 1 : 0;
    return amplitude;
  }

  /** Whether the microphone has delivered nothing for 10 s. */
  get isSilent() {
    return this.#silentReadings >= SILENT_READINGS;
  }

  close() {
    this.#follow(null);
    this.#level.close();
  }

  /** @param {MediaStreamTrack | null} track */
  #follow(track) {
    this.#clone?.stop();
    this.#track = track;
    this.#hasSound = false;
    this.#silentReadings = 0;
    this.#clone = track?.clone() ?? null;
    if (this.#clone) this.#clone.enabled = true;
    this.#level.listen(this.#clone);
  }
}
