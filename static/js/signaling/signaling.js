/**
 * Connect to the server over Socket.IO. Only this file uses Socket.IO.
 *
 * `Signaling` connects to a namespace and sends requests; it does not interpret events. It passes
 * events and connection changes to `gotEvent`, in order. Nothing sent while the socket is
 * disconnected is delivered later by surprise: a command fails at once, and signals between peers
 * are only kept for a connection that is recovered under the same id.
 */

import { io } from "socket.io-client";

/** @import {Socket} from "socket.io-client" */

const ANSWER_TIMEOUT_MS = 10_000;
/**
 * Delay before reconnecting after the server closed the connection without an event, for example
 * because it restarts.
 */
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #returnTimer;

  /**
   * @param {string} namespace
   * @param {(keyof Events & string)[]} eventNames names of the events to listen to
   */
  constructor(namespace, eventNames) {
    const socket = io(namespace, {
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
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
    this.#socket.connect();
  }

  /** Reconnect at once over a new connection. The server keeps the seat in the meantime. */
  reconnect() {
    clearTimeout(this.#returnTimer);
    if (this.#socket.connected) return this.#socket.io.engine.close();
    // Between two attempts, `connect` alone would wait for the next attempt.
    this.#socket.disconnect();
    this.#socket.connect();
  }

  close() {
    clearTimeout(this.#returnTimer);
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

  #gotConnect() {
    const { id = "", recovered } = this.#socket;
    const signals = this.#outbox.splice(0);
    if (recovered) for (const { name, payload } of signals) this.#socket.emit(name, payload);
    this.#notify("connected", { socketId: id, isRecovered: recovered });
  }

  /** @param {string} reason */
  #gotDisconnect(reason) {
    this.#notify("disconnected", {});
    // Socket.IO reconnects automatically for every other reason.
    if (reason === "io server disconnect") {
      this.#returnTimer = setTimeout(() => this.open(), RETURN_DELAY_MS);
    }
  }

  /**
   * @param {Error & {data?: {code?: string}}} error with a code if the server refused the
   *   connection
   */
  #gotConnectError({ data }) {
    this.#notify("connect-failed", { code: data?.code ?? "" });
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
