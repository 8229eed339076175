/**
 * Measure how much time it takes to process pictures, and decide whether the computer is too slow.
 *
 * The measure knows durations; it knows no clock and no pictures. It does not depend on the frame
 * rate of the camera: a slow camera is not a slow computer.
 */

const WINDOW_MS = 1000;
/** Below this rate, people see separate pictures. */
const LOWEST_FRAMES_PER_SECOND = 10;
/** The first window contains the start of the model, which is slow on every computer. */
const WARM_UP_WINDOWS = 1;
const SLOW_WINDOWS = 3;

/**
 * @typedef {object} Load
 * @property {number} framesPerSecond
 * @property {number} busyShare the share of the time in which pictures were processed, from 0 to 1
 */

export class FrameLoad {
  #windowBeganAt = NaN;
  #frames = 0;
  #busyMs = 0;
  #windows = 0;
  #slowWindows = 0;

  /** Whether the computer could process fewer than 10 pictures a second, for 3 s. */
  get isTooSlow() {
    return this.#slowWindows >= SLOW_WINDOWS;
  }

  /**
   * @param {number} beganAt time in milliseconds
   * @param {number} endedAt
   * @returns {Load | null} the load of the last second, once a second
   */
  gotFrame(beganAt, endedAt) {
    if (Number.isNaN(this.#windowBeganAt)) this.#windowBeganAt = beganAt;
    this.#frames += 1;
    this.#busyMs += endedAt - beganAt;
    const elapsedMs = endedAt - this.#windowBeganAt;
    return elapsedMs < WINDOW_MS ? null : this.#endWindow(elapsedMs, endedAt);
  }

  /** @param {number} elapsedMs @param {number} now @returns {Load} */
  #endWindow(elapsedMs, now) {
    const possibleRate = (1000 * this.#frames) / this.#busyMs;
    const isSlow = possibleRate < LOWEST_FRAMES_PER_SECOND && this.#windows >= WARM_UP_WINDOWS;
    this.#slowWindows = isSlow ? this.#slowWindows + 1 : 0;
    this.#windows += 1;
    const load = {
      framesPerSecond: (1000 * this.#frames) / elapsedMs,
      busyShare: Math.min(1, this.#busyMs / elapsedMs),
    };
    this.#windowBeganAt = now;
    this.#frames = this.#busyMs = 0;
    return load;
  }
}
