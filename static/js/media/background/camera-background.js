/**
 * Blur the background of the camera, or put a picture behind the person, while they wish it.
 *
 * The library is loaded at the first use. If it can't be loaded, or the computer is too slow, the
 * background is shown again, and the state contains the problem.
 */

import { ProcessedTrack } from "./processed-track.js";

/** @import {Load} from "./frame-load.js" */
/** @import {FrameProcessor} from "./frame-processor.js" */
/** @import {OwnPicture} from "./own-picture.js" */
/** @import {Background, BackgroundProblem, BackgroundState} from "../media-state.js" */

/** @typedef {Exclude<Background, "none">} Replacement */

export class CameraBackground {
  /** @type {MediaStreamTrack | null} the track to send and to show in place of the camera's */
  track = null;
  /** @type {Background} */
  #chosen = "none";
  /** @type {BackgroundProblem | null} */
  #problem = null;
  /** @type {Load | null} */
  #load = null;
  /** @type {{source: MediaStreamTrack, processed: ProcessedTrack} | null} */
  #current = null;
  #loadProcessor;
  #listener;

  /**
   * @param {((background: Replacement) => Promise<FrameProcessor>) | null} loadProcessor null if this
   *   browser can't change pictures
   * @param {OwnPicture | null} ownPicture
   * @param {object} listener
   * @param {() => void} listener.gotChange called when another track is to be used
   * @param {() => void} listener.gotState called when only the state has changed: once a second, with
   *   a new load, and with another own picture
   * @param {(problem: BackgroundProblem) => void} listener.gotProblem called before the camera's own
   *   track is used again
   */
  constructor(loadProcessor, ownPicture, listener) {
    this.#loadProcessor = loadProcessor;
    this.ownPicture = ownPicture;
    this.#listener = listener;
    if (ownPicture) ownPicture.gotChange = () => listener.gotState();
  }

  /** @returns {BackgroundState} */
  get state() {
    return {
      isPossible: this.#loadProcessor !== null,
      chosen: this.#chosen,
      problem: this.#problem,
      load: this.#load,
      ownPicture: this.ownPicture?.url ?? null,
    };
  }

  /** @param {Background} background */
  choose(background) {
    if (!this.#loadProcessor) return;
    this.#stop();
    this.#chosen = background;
    this.#problem = null;
    this.#listener.gotChange();
  }

  /** Use another track of the camera, or none. @param {MediaStreamTrack | null} source */
  follow(source) {
    if (this.#current && this.#current.source !== source) this.#stop();
    if (this.#chosen !== "none" && source) this.#current ??= this.#begin(source, this.#chosen);
    this.track = this.#current?.processed.track ?? source;
  }

  /** @param {MediaStreamTrack} source @param {Replacement} background */
  #begin(source, background) {
    const load = this.#loadProcessor ?? (() => Promise.reject(new Error("No processor")));
    const processed = new ProcessedTrack(source, load(background), {
      gotLoad: (load) => this.#gotLoad(load),
      gotProblem: (problem) => this.#gotProblem(problem),
    });
    return { source, processed };
  }

  #stop() {
    this.#current?.processed.stop();
    this.#current = null;
    this.#load = null;
  }

  /** @param {Load} load */
  #gotLoad(load) {
    this.#load = load;
    this.#listener.gotState();
  }

  /** @param {BackgroundProblem} problem */
  #gotProblem(problem) {
    this.#chosen = "none";
    this.#problem = problem;
    this.#listener.gotProblem(problem);
    this.#stop();
    this.#listener.gotChange();
  }
}
