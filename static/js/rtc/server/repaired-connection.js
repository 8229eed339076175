/**
 * One connection with a media server, which is repaired or replaced until it works.
 *
 * A connection that is not established gets the steps of `ConnectionRetry`. If the media server
 * refuses it for the moment, what was refused is sent again with a growing delay, without further
 * steps. Each replacement has a new id. This class does not know what the connection carries.
 */

import { RetrySchedule } from "../../browser/retry-schedule.js";
import { ConnectionRetry } from "../connection-retry.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {ConnectionFactory} from "../connection-factory.js" */

/**
 * @typedef {object} ConnectionParts
 * @property {string} id chosen by this client
 * @property {RTCPeerConnection} connection
 * @property {(name: string, payload: object) => void} send
 * @property {(state: RTCPeerConnectionState) => void} gotState
 * @property {(error: unknown) => void} gotError
 * @property {Timers} timers
 */

/**
 * @typedef {object} MediaConnection
 * @property {string} id
 * @property {RTCPeerConnection} connection
 * @property {() => void} resume sends again what may have been lost
 * @property {() => void} repair restarts ICE
 * @property {() => void} close
 */

/** The steps of `ConnectionRetry` are for several connections; here it has one. */
const ID = "media-server";
const LONGEST_DELAY_MS = 30_000;

/** @template {MediaConnection} Connection */
export class RepairedConnection {
  /** @type {Connection} */
  current;
  #open;
  #connections;
  #send;
  #gotChange;
  #timers;
  #newId;
  #retry;
  #refusals;
  #isRefused = false;
  #isWatched = false;

  /**
   * @param {object} options
   * @param {(parts: ConnectionParts) => Connection} options.open
   * @param {ConnectionFactory} options.connections
   * @param {(name: string, payload: object) => void} options.send
   * @param {() => void} options.gotChange called when the connection state may have changed
   * @param {Timers} options.timers
   * @param {() => string} options.newId
   */
  constructor({ open, connections, send, gotChange, timers, newId }) {
    this.#open = open;
    this.#connections = connections;
    this.#send = send;
    this.#gotChange = gotChange;
    this.#timers = timers;
    this.#newId = newId;
    this.#retry = new ConnectionRetry(
      {
        isConnected: () => this.isConnected,
        restartIce: () => this.current.repair(),
        replaceConnection: () => this.replace(),
        useRelayOnly: () => this.#useRelayOnly(),
        giveUp: gotChange,
      },
      timers,
    );
    this.#refusals = new RetrySchedule({
      attempt: () => this.#repeat(),
      longestMs: LONGEST_DELAY_MS,
      timers,
    });
    this.current = this.#create();
  }

  get isConnected() {
    return this.current.connection.connectionState === "connected";
  }

  /** Whether all steps have failed. */
  get hasGivenUp() {
    return this.#retry.hasGivenUp(ID);
  }

  /** Repair the connection from now on, or stop repairing it. @param {boolean} isWatched */
  watch(isWatched) {
    this.#isWatched = isWatched;
    this.#retry.watch(isWatched && !this.#isRefused ? [ID] : []);
  }

  /** Note that the media server can't take the connection now. */
  gotRefusal() {
    this.#isRefused = true;
    this.#refusals.scheduleNext();
    this.watch(this.#isWatched);
  }

  /** Note that the media server has taken the connection. */
  gotAcceptance() {
    this.#refusals.reset();
    this.#stopWaiting();
  }

  /** Send again what may have been lost with the connection to Meet's server. */
  resume() {
    this.current.resume();
  }

  /** Begin again, because the person asks for it. */
  retry() {
    this.#stopWaiting();
    if (!this.isConnected) this.#retry.retry(ID);
  }

  /** @param {RTCConfiguration} [configuration] */
  replace(configuration) {
    this.current.close();
    this.current = this.#create(configuration);
  }

  iceServersChanged() {
    this.#connections.update(this.current.connection);
  }

  close() {
    this.#retry.watch([]);
    this.#refusals.reset();
    this.current.close();
  }

  /** @param {RTCConfiguration} [configuration] */
  #create(configuration) {
    return this.#open({
      id: this.#newId(),
      connection: this.#connections.create(configuration),
      send: this.#send,
      gotState: (state) => this.#gotState(state),
      gotError,
      timers: this.#timers,
    });
  }

  #repeat() {
    this.#stopWaiting();
    this.current.resume();
  }

  #stopWaiting() {
    this.#isRefused = false;
    this.watch(this.#isWatched);
  }

  #useRelayOnly() {
    if (this.#connections.hasRelay) this.replace({ iceTransportPolicy: "relay" });
  }

  /** @param {RTCPeerConnectionState} state */
  #gotState(state) {
    this.#retry.gotState(ID, state);
    this.#gotChange();
  }
}

/** @param {unknown} error */
function gotError(error) {
  console.warn("A connection to the media server had trouble:", error);
}
