/**
 * Decide how far the picture of one link is reduced, from measured loss, delay and freezes.
 *
 *     0 full ──bad──▶ 1 half ──bad──▶ 2 quarter ──lossy──▶ 3 paused
 *       ◀──10 s good───  ◀──10 s good───  ◀──10 s good────
 *
 * Only loss pauses a picture, because it also harms the sound. The sound itself is never reduced.
 * This module knows neither connections nor clocks; times are passed in, in milliseconds.
 */

/** @import {PictureSize} from "./send-quality.js" */

/**
 * @typedef {object} Sample what was measured since the previous sample
 * @property {number} loss share of the packets that were lost, from 0 to 1
 * @property {number} freezeSeconds
 * @property {number} roundTripSeconds
 */

/** The smallest picture that is not paused. */
export const SMALLEST = 2;
export const PAUSED = 3;

/** Opus conceals less loss than this without a noticeable gap. */
const MOST_LOSS = 0.05;
/** A shorter freeze is no more than a slow frame. */
const LEAST_FREEZE_SECONDS = 1;
/** A longer freeze is a picture that was turned off or not displayed. */
const LONGEST_FREEZE_SECONDS = 2.5;
/** Queues in the network are full. Talking is difficult from 0.8 s on (two ways; ITU-T G.114). */
const MOST_ROUND_TRIP_SECONDS = 1;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 160_000;
const LARGEST_HEIGHT = 720;

export class LinkQuality {
  /** From 0, not reduced, to `PAUSED`. */
  level = 0;
  /** @type {number | null} since when all samples are good */
  #goodSince = null;
  /** @type {number | null} time of a step up that has not lasted yet */
  #steppedUpAt = null;
  #waitMs = FIRST_WAIT_MS;

  /** @param {Sample} sample @param {number} now */
  got(sample, now) {
    const isLossy = sample.loss > MOST_LOSS;
    if (isLossy || isSlow(sample)) this.#stepDown(isLossy ? PAUSED : SMALLEST, now);
    else this.#gotGood(now);
  }

  /** @param {number} lowest @param {number} now */
  #stepDown(lowest, now) {
    this.#goodSince = null;
    if (this.#isTrying(now)) this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    this.#steppedUpAt = null;
    if (this.level < lowest) this.level += 1;
  }

  /** @param {number} now */
  #gotGood(now) {
    this.#goodSince ??= now;
    if (this.#steppedUpAt !== null && !this.#isTrying(now)) {
      this.#steppedUpAt = null;
      this.#waitMs = FIRST_WAIT_MS;
    }
    if (this.level === 0 || now - this.#goodSince < this.#waitMs) return;
    this.level -= 1;
    this.#goodSince = now;
    this.#steppedUpAt = now;
  }

  /** Return whether the last step up may still fail. @param {number} now */
  #isTrying(now) {
    return this.#steppedUpAt !== null && now - this.#steppedUpAt < FIRST_WAIT_MS;
  }
}

/**
 * Return the size to request instead of the displayed one.
 * @param {PictureSize} size
 * @param {number} level
 * @returns {PictureSize}
 */
export function reducedSize(size, level) {
  if (level === 0) return size;
  if (level >= PAUSED) return { width: 0, height: 0 };
  const height = Math.min(size.width, size.height);
  const scale = Math.min(1, LARGEST_HEIGHT / Math.max(1, height)) / 2 ** level;
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

/** @param {Sample} sample */
function isSlow({ freezeSeconds, roundTripSeconds }) {
  const isFrozen = freezeSeconds >= LEAST_FREEZE_SECONDS && freezeSeconds <= LONGEST_FREEZE_SECONDS;
  return isFrozen || roundTripSeconds > MOST_ROUND_TRIP_SECONDS;
}
