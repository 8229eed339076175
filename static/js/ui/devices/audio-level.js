/**
 * Measure the current loudness of a track.
 *
 * This module only knows sound. A sound below `QUIET_DB` is level 0, a sound above `LOUD_DB` is
 * level 1. Between them the level is linear in decibels, like human hearing.
 */

const SAMPLES = 512;
const QUIET_DB = -60;
const LOUD_DB = -10;

export class AudioLevel {
  #samples = new Float32Array(SAMPLES);
  /** @type {AudioContext | undefined} */
  #context;
  /** @type {MediaStreamAudioSourceNode | undefined} */
  #source;
  /** @type {AnalyserNode | undefined} */
  #analyser;

  /** @param {MediaStreamTrack | null} track */
  listen(track) {
    this.#source?.disconnect();
    this.#source = undefined;
    if (!track) return;
    this.#context ??= new AudioContext();
    this.#context.resume();
    this.#analyser ??= new AnalyserNode(this.#context, { fftSize: SAMPLES });
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
  }

  /** @returns {number} from 0 to 1 */
  read() {
    if (!this.#source || !this.#analyser) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const energy = this.#samples.reduce((sum, sample) => sum + sample * sample, 0);
    const power = energy / SAMPLES;
    const decibels = 10 * Math.log10(power);
    return Math.min(1, Math.max(0, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)));
  }

  close() {
    this.listen(null);
    this.#context?.close();
    this.#context = this.#analyser = undefined;
  }
}
