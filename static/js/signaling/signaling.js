/**
 * Connect to the server over Socket.IO. Only this file uses Socket.IO.
 *
 * `Signaling` connects to a namespace and sends requests; it does not interpret events. It passes
 * events and connection changes to `gotEvent`, in order. Nothing sent while the socket is
 * disconnected is delivered later by surprise: a command fails at once, and signals between peers
 * are only kept for a connection that is recovered under the same id.
 *
 * A lost connection is reconnected until `close` is called. Socket.IO's own reconnection is off: it
 * does not tell the time of the next attempt, and gives up if the server refuses one.
 */

import { io } from "socket.io-client";
import { RetrySchedule } from "../browser/retry-schedule.js";

/** @import {Socket} from "socket.io-client" */

const ANSWER_TIMEOUT_MS = 10_000;
/** Maximum time to open a connection, for example through a network that drops all packets. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Shortest delay before reconnecting after the server closed the connection without an event. */
const RETURN_DELAY_MS = 2000;
/** Maximum number of signals kept for a connection that is being recovered. */
const OUTBOX = 256;

/**
 * The acknowledgement of a request. If `success` is false, `error` and `code` describe the refusal.
 * `Signaling` itself creates the codes OFFLINE and NO_ANSWER.
 * @typedef {{success: boolean, error?: string, code?: string}} Acknowledgement
 */

/**
 * @template {object} Events payloads of server events and connection changes, by name
 * @template {Acknowledgement} Reply acknowledgements of requests
 */
export class Signaling {
  /** @type {<Type extends keyof Events>(type: Type, payload: Events[Type]) => void} */
  gotEvent = () => {};
  /** @type {Socket} */
  #socket;
  /** @type {{name: string, payload: object}[]} */
  #outbox = [];
  #schedule = new RetrySchedule({ attempt: () => this.#connect() });

  /**
   * @param {string} namespace
   * @param {(keyof Events & string)[]} eventNames names of the events to listen to
   * @param {string} room the room in the socket's address, by which a proxy can choose a worker.
   *   The server ignores it
   */
  constructor(namespace, eventNames, room) {
    const socket = io(namespace, {
      query: { room },
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      withCredentials: true,
      reconnection: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    socket.on("connect", () => this.#gotConnect());
    socket.on("disconnect", (reason) => this.#gotDisconnect(reason));
    socket.on("connect_error", (error) => this.#gotConnectError(error));
    for (const name of /** @type {string[]} */ (eventNames)) {
      socket.on(name, (payload) => this.#notify(name, payload));
    }
    this.#socket = socket;
  }

  open() {
    this.#connect();
  }

  /** Reconnect at once over a new connection. The server keeps the seat in the meantime. */
  reconnect() {
    this.#schedule.reset();
    if (this.#socket.connected) return this.#socket.io.engine.close();
    // Abandon an attempt that has not been answered yet.
    this.#socket.disconnect();
    this.#connect();
  }

  close() {
    this.#schedule.reset();
    this.#outbox = [];
    this.#socket.disconnect();
  }

  /**
   * Send a request and wait for its acknowledgement. The promise never rejects.
   * @param {string} name
   * @param {unknown[]} args
   * @returns {Promise<Reply>}
   */
  async request(name, ...args) {
    if (!this.#socket.connected) return failed("OFFLINE");
    try {
      return await this.#socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(name, ...args);
    } catch {
      return failed("NO_ANSWER");
    }
  }

  /**
   * Send an event without an acknowledgement. The answer, if any, is another event.
   * @param {string} name
   * @param {unknown[]} args
   */
  emit(name, ...args) {
    if (this.#socket.connected) this.#socket.emit(name, ...args);
  }

  /** Send a signal for a peer. @param {string} name @param {object} payload */
  sendSignal(name, payload) {
    if (this.#socket.connected) this.#socket.emit(name, payload);
    else if (this.#outbox.length < OUTBOX) this.#outbox.push({ name, payload });
  }

  #connect() {
    this.#notify("reconnect-started", {});
    this.#socket.connect();
  }

  #gotConnect() {
    this.#schedule.reset();
    const { id = "", recovered } = this.#socket;
    const signals = this.#outbox.splice(0);
    if (recovered) for (const { name, payload } of signals) this.#socket.emit(name, payload);
    this.#notify("connected", { socketId: id, isRecovered: recovered });
  }

  /** @param {string} reason */
  #gotDisconnect(reason) {
    // First, because the listener may call `close`, which cancels the attempt.
    if (reason !== "io client disconnect") {
      this.#scheduleAttempt(reason === "io server disconnect" ? RETURN_DELAY_MS : 0);
    }
    this.#notify("disconnected", {});
  }

  /**
   * @param {Error & {data?: {code?: string}}} error with a code if the server refused the
   *   connection
   */
  #gotConnectError({ data }) {
    // First, because the listener may call `close`, which cancels the attempt.
    this.#scheduleAttempt();
    this.#notify("connect-failed", { code: data?.code ?? "" });
  }

  /** @param {number} [leastMs] */
  #scheduleAttempt(leastMs) {
    const delayMs = this.#schedule.scheduleNext(leastMs);
    this.#notify("reconnect-scheduled", { at: performance.now() + delayMs });
  }

  /** @param {string} type @param {unknown} payload */
  #notify(type, payload) {
    this.gotEvent(/** @type {any} */ (type), /** @type {any} */ (payload));
  }
}

/** @param {string} code @returns {any} an acknowledgement without optional fields */
function failed(code) {
  return { success: false, code };
}
