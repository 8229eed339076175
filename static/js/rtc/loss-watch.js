/**
 * Restart ICE as soon as a peer connection has failed, or was disconnected for 4 s.
 *
 * A restart keeps the connection and its media. It is the first repair; `ConnectionRetry` has the
 * next ones. This class does not know who makes the offer for the restart.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */

/** A short "disconnected" state recovers without help. */
const DISCONNECTED_GRACE_MS = 4000;

export class LossWatch {
  #connection;
  #restart;
  #gotState;
  #timers;
  /** @type {any} */
  #timer;

  /**
   * @param {RTCPeerConnection} connection
   * @param {object} options
   * @param {() => void} options.restart
   * @param {(state: RTCPeerConnectionState) => void} options.gotState called with each new state
   * @param {Timers} [options.timers]
   */
  constructor(connection, { restart, gotState, timers = realTimers }) {
    this.#connection = connection;
    this.#restart = restart;
    this.#gotState = gotState;
    this.#timers = timers;
    connection.onconnectionstatechange = () => this.#gotNewState();
  }

  stop() {
    this.#timers.clear(this.#timer);
    this.#connection.onconnectionstatechange = null;
  }

  #gotNewState() {
    const { connectionState } = this.#connection;
    this.#timers.clear(this.#timer);
    if (connectionState === "failed") this.#restart();
    if (connectionState === "disconnected")
      this.#timer = this.#timers.set(this.#restart, DISCONNECTED_GRACE_MS);
    this.#gotState(connectionState);
  }
}
