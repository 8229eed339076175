/**
 * Blur the background of the camera while the person wishes it.
 *
 * The library is loaded at the first use. If it can't be loaded, or the computer is too slow, the
 * blur is turned off, and the state contains the problem.
 */

import { BlurredTrack } from "./blurred-track.js";

/** @import {Load} from "./frame-load.js" */
/** @import {FrameProcessor} from "./frame-processor.js" */
/** @import {BlurProblem, BlurState} from "../media-state.js" */

export class BackgroundBlur {
  /** @type {MediaStreamTrack | null} the track to send and to show in place of the camera's */
  track = null;
  #isOn = false;
  /** @type {BlurProblem | null} */
  #problem = null;
  /** @type {Load | null} */
  #load = null;
  /** @type {Promise<FrameProcessor> | undefined} */
  #processor;
  /** @type {{source: MediaStreamTrack, blurred: BlurredTrack} | null} */
  #current = null;
  #loadProcessor;
  #listener;

  /**
   * @param {(() => Promise<FrameProcessor>) | null} loadProcessor null if this browser can't blur
   * @param {object} listener
   * @param {() => void} listener.gotChange called when another track is to be used
   * @param {() => void} listener.gotLoad called once a second, with a new load in the state
   * @param {(problem: BlurProblem) => void} listener.gotProblem called before the camera's own track
   *   is used again
   */
  constructor(loadProcessor, listener) {
    this.#loadProcessor = loadProcessor;
    this.#listener = listener;
  }

  /** @returns {BlurState} */
  get state() {
    const isPossible = this.#loadProcessor !== null;
    return { isPossible, isOn: this.#isOn, problem: this.#problem, load: this.#load };
  }

  turnOn() {
    if (!this.#loadProcessor) return;
    this.#isOn = true;
    this.#problem = null;
    this.#processor ??= this.#loadProcessor();
    // The track that uses the processor reports that it can't be loaded.
    this.#processor.catch(() => {});
    this.#listener.gotChange();
  }

  turnOff() {
    this.#isOn = false;
    this.#problem = null;
    this.#listener.gotChange();
  }

  /** Use another track of the camera, or none. @param {MediaStreamTrack | null} source */
  follow(source) {
    if (this.#current && (!this.#isOn || this.#current.source !== source)) this.#stop();
    if (this.#isOn && source) this.#current ??= this.#begin(source);
    this.track = this.#current?.blurred.track ?? source;
  }

  /** @param {MediaStreamTrack} source */
  #begin(source) {
    const processor = this.#processor ?? Promise.reject(new Error("No processor is loaded"));
    const blurred = new BlurredTrack(source, processor, {
      gotLoad: (load) => this.#gotLoad(load),
      gotProblem: (problem) => this.#gotProblem(problem),
    });
    return { source, blurred };
  }

  #stop() {
    this.#current?.blurred.stop();
    this.#current = null;
    this.#load = null;
  }

  /** @param {Load} load */
  #gotLoad(load) {
    this.#load = load;
    this.#listener.gotLoad();
  }

  /** @param {BlurProblem} problem */
  #gotProblem(problem) {
    this.#isOn = false;
    this.#problem = problem;
    if (problem === "failed") this.#processor = undefined;
    this.#listener.gotProblem(problem);
    this.#listener.gotChange();
  }
}
