/**
 * The clock of every peer whose link does not stand, and what is tried until it does.
 *
 * begun ──8 s──▶ offered again ──8 s──▶ built anew ──14 s──▶ given up ──again──▶ built anew …
 *
 * A clock runs only while its peer can be signaled, and stops for good when the link is connected. A
 * link that is lost later has a new clock. The watch knows ids and time; it knows no link.
 */

import { realTimers } from "./timers.js";

/** @import {Timers} from "./timers.js" */

/**
 * @typedef {object} Attempts what can be done about a peer, and asked
 * @property {(id: string) => boolean} isConnected
 * @property {(id: string) => void} offerAgain
 * @property {(id: string) => void} beginAnew
 * @property {(id: string) => void} giveUp
 */

/** @type {{afterMs: number, attempt: Exclude<keyof Attempts, "isConnected">}[]} */
const STEPS = [
  { afterMs: 8000, attempt: "offerAgain" },
  { afterMs: 8000, attempt: "beginAnew" },
  { afterMs: 14_000, attempt: "giveUp" },
];
const BUILT_ANEW = 2;

export class ConnectionWatch {
  /** @type {Map<string, any>} the timer of each clock */
  #clocks = new Map();
  /** @type {ReadonlySet<string>} */
  #attended = new Set();
  /** @type {Set<string>} */
  #givenUp = new Set();
  #attempts;
  #timers;

  /** @param {Attempts} attempts @param {Timers} [timers] */
  constructor(attempts, timers = realTimers) {
    this.#attempts = attempts;
    this.#timers = timers;
  }

  /** Watch exactly these peers; they can be signaled now. @param {string[]} ids */
  attend(ids) {
    const former = this.#attended;
    this.#attended = new Set(ids);
    for (const id of former) if (!this.#attended.has(id)) this.#forget(id);
    for (const id of ids) if (!former.has(id)) this.#wait(id, 0);
  }

  /** A link stands, or does not any more. @param {string} id @param {RTCPeerConnectionState} state */
  gotState(id, state) {
    if (state === "connected") this.#forget(id);
    else if (!this.#clocks.has(id) && !this.#givenUp.has(id)) this.#wait(id, 0);
  }

  /** The peer has begun anew by itself, and has its time again. @param {string} id */
  gotBeginning(id) {
    this.#forget(id);
    this.#wait(id, 0);
  }

  /** Try once more after giving up. @param {string} id */
  again(id) {
    this.#forget(id);
    this.#attempts.beginAnew(id);
    this.#wait(id, BUILT_ANEW);
  }

  /** @param {string} id */
  hasGivenUp(id) {
    return this.#givenUp.has(id);
  }

  /** @param {string} id @param {number} index of the step that comes next */
  #wait(id, index) {
    const step = STEPS[index];
    if (!step || !this.#attended.has(id)) return;
    this.#clocks.set(
      id,
      this.#timers.set(() => this.#take(id, index), step.afterMs),
    );
  }

  /** @param {string} id @param {number} index */
  #take(id, index) {
    this.#clocks.delete(id);
    if (this.#attempts.isConnected(id)) return;
    const attempt = STEPS[index]?.attempt ?? "giveUp";
    if (attempt === "giveUp") this.#givenUp.add(id);
    this.#wait(id, index + 1);
    this.#attempts[attempt](id);
  }

  /** @param {string} id */
  #forget(id) {
    this.#timers.clear(this.#clocks.get(id));
    this.#clocks.delete(id);
    this.#givenUp.delete(id);
  }
}
