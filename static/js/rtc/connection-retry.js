/**
 * Repair peer connections that are not established, one timer per peer.
 *
 * started ──8 s──▶ offer resent ──8 s──▶ replaced ──14 s──▶ given up ──retry()──▶ replaced …
 *
 * A timer runs only while its peer can be signaled, and ends when the connection is established. A
 * connection that is lost later gets a new timer. This module knows peer ids and time; it does not
 * know peer connections.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */

/**
 * @typedef {object} RetryActions the state of a peer's connection, and the ways to repair it
 * @property {(id: string) => boolean} isConnected
 * @property {(id: string) => void} resendOffer
 * @property {(id: string) => void} replaceConnection
 * @property {(id: string) => void} giveUp
 */

/** @type {{afterMs: number, attempt: Exclude<keyof RetryActions, "isConnected">}[]} */
const STEPS = [
  { afterMs: 8000, attempt: "resendOffer" },
  { afterMs: 8000, attempt: "replaceConnection" },
  { afterMs: 14_000, attempt: "giveUp" },
];
const AFTER_REPLACEMENT = 2;

export class ConnectionRetry {
  /** @type {Map<string, any>} the running timer of each peer id */
  #running = new Map();
  /** @type {ReadonlySet<string>} */
  #watched = new Set();
  /** @type {Set<string>} */
  #givenUp = new Set();
  #actions;
  #timers;

  /** @param {RetryActions} actions @param {Timers} [timers] */
  constructor(actions, timers = realTimers) {
    this.#actions = actions;
    this.#timers = timers;
  }

  /** Watch exactly these peers, which can be signaled now. @param {string[]} ids */
  watch(ids) {
    const previous = this.#watched;
    this.#watched = new Set(ids);
    for (const id of previous) if (!this.#watched.has(id)) this.#stop(id);
    for (const id of ids) if (!previous.has(id)) this.#startTimer(id, 0);
  }

  /**
   * Note a new connection state of a peer.
   * @param {string} id
   * @param {RTCPeerConnectionState} state
   */
  gotState(id, state) {
    if (state === "connected") this.#stop(id);
    else if (!this.#running.has(id) && !this.#givenUp.has(id)) this.#startTimer(id, 0);
  }

  /** Restart the timer: the peer has started a new connection. @param {string} id */
  gotNewConnection(id) {
    this.#stop(id);
    this.#startTimer(id, 0);
  }

  /** Replace the connection after the retries were given up. @param {string} id */
  retry(id) {
    this.#stop(id);
    this.#actions.replaceConnection(id);
    this.#startTimer(id, AFTER_REPLACEMENT);
  }

  /** @param {string} id */
  hasGivenUp(id) {
    return this.#givenUp.has(id);
  }

  /** @param {string} id @param {number} index of the next step in `STEPS` */
  #startTimer(id, index) {
    const step = STEPS[index];
    if (!step || !this.#watched.has(id)) return;
    this.#running.set(
      id,
      this.#timers.set(() => this.#runStep(id, index), step.afterMs),
    );
  }

  /** @param {string} id @param {number} index */
  #runStep(id, index) {
    this.#running.delete(id);
    if (this.#actions.isConnected(id)) return;
    const attempt = STEPS[index]?.attempt ?? "giveUp";
    if (attempt === "giveUp") this.#givenUp.add(id);
    this.#startTimer(id, index + 1);
    this.#actions[attempt](id);
  }

  /** @param {string} id */
  #stop(id) {
    this.#timers.clear(this.#running.get(id));
    this.#running.delete(id);
    this.#givenUp.delete(id);
  }
}
