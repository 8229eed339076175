/**
 * Decide from the loudness of one person's sound whether the person speaks.
 *
 * The detector knows levels and durations; it knows no clock and no tracks. A pause shorter than
 * `SILENT_MS` belongs to the speech, so that the result changes neither between two words nor for
 * a short noise.
 */

/** Lowest level of speech, about -34 dB, and the lowest level that continues it, -40 dB. */
const SPEECH_LEVEL = 0.02;
const CONTINUED_LEVEL = 0.01;
/** A knock on the table is shorter than this. */
const SPEECH_MS = 150;
const SILENT_MS = 800;
/** Levels of a page in the background are read rarely. They don't count for the time in between. */
const LONGEST_STEP_MS = 100;

export class SpeechDetector {
  #speechMs;
  #loudMs = 0;
  #silentMs = 0;

  /** @param {number} [speechMs] time of loud sound after which a person counts as speaking */
  constructor(speechMs = SPEECH_MS) {
    this.#speechMs = speechMs;
  }

  get isSpeaking() {
    return this.#loudMs >= this.#speechMs;
  }

  /**
   * @param {number} level of the newest sound, as root mean square from 0 to 1
   * @param {number} elapsedMs time since the previous level
   */
  gotLevel(level, elapsedMs) {
    const isLoud = level >= (this.isSpeaking ? CONTINUED_LEVEL : SPEECH_LEVEL);
    this.#silentMs = isLoud ? 0 : this.#silentMs + elapsedMs;
    if (isLoud) this.#loudMs += Math.min(elapsedMs, LONGEST_STEP_MS);
    else if (this.#silentMs >= SILENT_MS) this.#loudMs = 0;
  }
}
