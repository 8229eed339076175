/**
 * A video track with the pictures of another one, in which the background is replaced.
 *
 * Until the processor is loaded, the track has no pictures: the background is never shown by
 * accident. It ends with its source.
 */

import { FrameLoad } from "./frame-load.js";

/** @import {Load} from "./frame-load.js" */
/** @import {FrameProcessor} from "./frame-processor.js" */

/** Browsers without these two have no way to change pictures also while the page is hidden. */
export function canProcessFrames() {
  return "MediaStreamTrackProcessor" in globalThis && "MediaStreamTrackGenerator" in globalThis;
}

/**
 * The largest picture that is processed, in pixels. The time for a picture grows with its area. The
 * library is made for this size.
 */
const LARGEST_WIDTH = 640;
const LARGEST_HEIGHT = 360;

export class ProcessedTrack {
  /** @type {MediaStreamTrack} */
  track;
  #isStopped = false;
  #load = new FrameLoad();
  #source;
  #gotLoad;

  /**
   * @param {MediaStreamTrack} source
   * @param {Promise<FrameProcessor>} processor
   * @param {object} listener
   * @param {(load: Load) => void} listener.gotLoad called once a second
   * @param {(problem: "slow" | "failed") => void} listener.gotProblem called at most once
   */
  constructor(source, processor, { gotLoad, gotProblem }) {
    // A clone may be smaller than the camera's own track, which continues when the processing ends.
    this.#source = source.clone();
    this.#gotLoad = gotLoad;
    const generator = newGenerator();
    this.track = generator;
    // The browser knows the size only after the first picture.
    this.track.getSettings = () => this.#source.getSettings();
    this.#run(generator.writable.getWriter(), processor).then(
      () => this.#load.isTooSlow && !this.#isStopped && gotProblem("slow"),
      () => this.#isStopped || gotProblem("failed"),
    );
  }

  stop() {
    this.#isStopped = true;
    this.#source.stop();
    this.track.stop();
  }

  /**
   * Process pictures until the source or this track ends, or the computer is too slow.
   * @param {WritableStreamDefaultWriter<VideoFrame>} writer
   * @param {Promise<FrameProcessor>} loading
   */
  async #run(writer, loading) {
    const processor = await loading;
    await reduce(this.#source);
    const reader = newReader(this.#source);
    try {
      while (!this.#isStopped && !this.#load.isTooSlow) {
        const { value: frame, done } = await reader.read();
        if (done) return;
        await this.#process(processor, frame, writer);
      }
    } finally {
      await reader.cancel();
    }
  }

  /**
   * @param {FrameProcessor} processor
   * @param {VideoFrame} frame
   * @param {WritableStreamDefaultWriter<VideoFrame>} writer
   */
  async #process(processor, frame, writer) {
    const beganAt = performance.now();
    const processed = await processor.process(frame);
    const load = this.#load.gotFrame(beganAt, performance.now());
    if (this.#isStopped) return processed.close();
    await writer.write(processed);
    if (load) this.#gotLoad(load);
  }
}

/** @param {MediaStreamTrack} track */
async function reduce(track) {
  const { width = LARGEST_WIDTH, height = LARGEST_HEIGHT } = track.getSettings();
  const scale = Math.min(1, LARGEST_WIDTH / width, LARGEST_HEIGHT / height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (scale < 1) await track.applyConstraints(size);
}

/** @returns {MediaStreamTrack & {writable: WritableStream<VideoFrame>}} */
function newGenerator() {
  const { MediaStreamTrackGenerator } = /** @type {any} */ (globalThis);
  return new MediaStreamTrackGenerator({ kind: "video" });
}

/**
 * Only the newest picture waits, so that a slow computer is not late.
 * @param {MediaStreamTrack} track
 * @returns {ReadableStreamDefaultReader<VideoFrame>}
 */
function newReader(track) {
  const { MediaStreamTrackProcessor } = /** @type {any} */ (globalThis);
  return new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
}
