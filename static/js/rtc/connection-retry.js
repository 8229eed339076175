/**
 * Repair connections that are not established, one timer per connection: those to peers, and those
 * to a media server.
 *
 * lost ──8 s──▶ ICE restarted ──8 s──▶ replaced ──7 s──▶ relay only ──7 s──▶ given up
 *                                          ▲                                     │
 *                                          └─────────────── retry() ─────────────┘
 *
 * A timer runs only while the other side can be signaled, and ends when the connection is
 * established. A connection that is lost later gets a new timer. Each step runs once per timer, also
 * if a peer replaces the connection in between; otherwise two clients that can't connect would
 * replace each other's connections forever. "Relay only" uses the TURN servers, over UDP and TCP.
 * This module knows ids and time; it does not know what a connection carries.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */

/**
 * @typedef {object} RetryActions the state of a connection, and the ways to repair it
 * @property {(id: string) => boolean} isConnected
 * @property {(id: string) => void} restartIce
 * @property {(id: string) => void} replaceConnection
 * @property {(id: string) => void} useRelayOnly does nothing without a TURN server
 * @property {(id: string) => void} giveUp
 */

/** @type {{afterMs: number, attempt: Exclude<keyof RetryActions, "isConnected">}[]} */
const STEPS = [
  { afterMs: 8000, attempt: "restartIce" },
  { afterMs: 8000, attempt: "replaceConnection" },
  { afterMs: 7000, attempt: "useRelayOnly" },
  { afterMs: 7000, attempt: "giveUp" },
];
const AFTER_REPLACEMENT = 2;
const LAST = 3;

export class ConnectionRetry {
  /** @type {Map<string, {timer: any, next: number}>} by id; `next` is an index of `STEPS` */
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

  /** Watch exactly these connections, whose other side can be signaled now. @param {string[]} ids */
  watch(ids) {
    const previous = this.#watched;
    this.#watched = new Set(ids);
    for (const id of previous) if (!this.#watched.has(id)) this.#stop(id);
    for (const id of ids) if (!previous.has(id)) this.#startTimer(id, 0);
  }

  /**
   * Note a new connection state.
   * @param {string} id
   * @param {RTCPeerConnectionState} state
   */
  gotState(id, state) {
    if (state === "connected") this.#stop(id);
    else if (!this.#running.has(id) && !this.#givenUp.has(id)) this.#startTimer(id, 0);
  }

  /** Restart all steps: the peer has made the first connection. @param {string} id */
  gotFirstConnection(id) {
    this.#stop(id);
    this.#startTimer(id, 0);
  }

  /**
   * Give the peer's replacement of the connection time, then continue with the steps after a
   * replacement that have not run yet. After the last step, only the peer replaces the connection.
   * @param {string} id
   */
  gotReplacement(id) {
    const next = this.#givenUp.has(id) ? LAST : (this.#running.get(id)?.next ?? 0);
    this.#stop(id);
    this.#startTimer(id, Math.max(next, AFTER_REPLACEMENT));
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

  /** @param {string} id @param {number} next */
  #startTimer(id, next) {
    const step = STEPS[next];
    if (!step || !this.#watched.has(id)) return;
    const timer = this.#timers.set(() => this.#runStep(id, next), step.afterMs);
    this.#running.set(id, { timer, next });
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
    this.#timers.clear(this.#running.get(id)?.timer);
    this.#running.delete(id);
    this.#givenUp.delete(id);
  }
}
