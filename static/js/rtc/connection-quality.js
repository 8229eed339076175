/**
 * Decide which connections are weak, from measured loss and delay, and whose side the cause is on.
 *
 *     strong ──4 s bad──▶ weak ──10 s good──▶ strong
 *
 * Losses of one person's connection alone are on that person's side. Losses of most connections at
 * once are on this side. With one connection, nobody can tell. This module knows neither connections
 * nor people; `LinkQuality` decides how far pictures are reduced.
 */

/** @import {Sample} from "./link-quality.js" */

/**
 * `own`: this client's connection is weak. `theirs`: only that of the other person. `between`: the
 * only connection is weak, so that the side is not known.
 * @typedef {"own" | "theirs" | "between"} Weakness
 */

/** The conversation is still understood, but gaps are heard: Opus conceals less. */
const MOST_LOSS = 0.05;
/** Talking is difficult from here on (two ways; ITU-T G.114). */
const MOST_ROUND_TRIP_SECONDS = 0.8;
/** Samples are 2 s apart. A short disturbance is over before anybody has read about it. */
const BAD_SAMPLES = 2;
const GOOD_SAMPLES = 5;

export class ConnectionQuality {
  isWeak = false;
  /** Number of samples in a row that contradict `isWeak`. */
  #contrary = 0;

  /** @param {readonly Sample[]} samples one for each direction, of the same time */
  got(samples) {
    const isContrary = samples.some(isBad) !== this.isWeak;
    this.#contrary = isContrary ? this.#contrary + 1 : 0;
    if (this.#contrary < (this.isWeak ? GOOD_SAMPLES : BAD_SAMPLES)) return;
    this.isWeak = !this.isWeak;
    this.#contrary = 0;
  }
}

/**
 * Return whose connection is weak, by the ids of the connected people.
 * @param {object} measured
 * @param {string} measured.selfId
 * @param {ReadonlyMap<string, boolean>} measured.links whether the connection to a person is weak
 * @param {boolean} measured.isUploadWeak whether the connection to a media server is weak on which
 *   this client sends
 * @returns {Record<string, Weakness>}
 */
export function weakConnections({ selfId, links, isUploadWeak }) {
  const weak = [...links].filter(([, isWeak]) => isWeak).map(([id]) => id);
  const areMostWeak = links.size > 1 && weak.length > links.size / 2;
  if (isUploadWeak || areMostWeak) return { [selfId]: "own" };
  const side = links.size > 1 ? "theirs" : "between";
  return Object.fromEntries(weak.map((id) => [id, side]));
}

/** @param {Sample} sample */
function isBad({ loss, roundTripSeconds }) {
  return loss > MOST_LOSS || roundTripSeconds > MOST_ROUND_TRIP_SECONDS;
}
