/**
 * Measure the current loudness of a track.
 *
 * This module only knows sound. A sound below `QUIET_DB` is level 0, a sound above `LOUD_DB` is
 * level 1. Between them the level is linear in decibels, like human hearing.
 */

/** 43 ms at 48 kHz, so that a reader that reads every 50 ms misses almost nothing. */
const SAMPLES = 2048;
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

  /**
   * Measure a track from now on. Each one gets a context of its own, whose sample rate is that of the
   * present speaker. A track that can't be measured has level 0.
   * @param {MediaStreamTrack | null} track
   */
  listen(track) {
    this.close();
    if (!track) return;
    const context = new AudioContext();
    this.#context = context;
    this.#resume();
    try {
      this.#source = context.createMediaStreamSource(new MediaStream([track]));
    } catch {
      // Firefox measures no microphone with another sample rate, such as that of a headset, until
      // https://bugzilla.mozilla.org/show_bug.cgi?id=1674892 is fixed.
      return;
    }
    this.#analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    this.#source.connect(this.#analyser);
  }

  /** @returns {number} from 0 to 1, linear in decibels */
  read() {
    const decibels = 20 * Math.log10(this.readAmplitude());
    return Math.min(1, Math.max(0, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)));
  }

  /** @returns {number} root mean square of the newest samples, from 0 to 1 */
  readAmplitude() {
    if (!this.#source || !this.#analyser) return 0;
    this.#resume();
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const energy = this.#samples.reduce((sum, sample) => sum + sample * sample, 0);
    return Math.sqrt(energy / SAMPLES);
  }

  /** Whether sound is measured. A browser may refuse the track, or keep the context suspended. */
  get isRunning() {
    return this.#analyser !== undefined && this.#context?.state === "running";
  }

  close() {
    this.#source?.disconnect();
    this.#context?.close();
    this.#context = this.#source = this.#analyser = undefined;
  }

  /**
   * Start the context, which a browser keeps suspended until a person uses the page. Safari interrupts
   * it during a phone call, and refuses to resume it before the end of the call.
   */
  #resume() {
    const isAllowed = navigator.userActivation?.hasBeenActive ?? true;
    if (this.#context?.state !== "running" && isAllowed) this.#context?.resume().catch(() => {});
  }
}
