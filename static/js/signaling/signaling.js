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
/** @import {Reply} from "../call/protocol.js" */

const ANSWER_TIMEOUT_MS = 10_000;
/**
 * Delay before reconnecting after the server closed the connection without an event, for example
 * because it restarts.
 */
const RETURN_DELAY_MS = 2000;
/** Maximum number of signals kept for a connection that is being recovered. */
const OUTBOX = 256;

/** @template {object} Events payloads of server events and connection changes, by name */
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
   * @param {(keyof Events & string)[]} heard names of the events to listen to
   */
  constructor(namespace, heard) {
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
    for (const name of /** @type {string[]} */ (heard)) {
      socket.on(name, (payload) => this.#tell(name, payload));
    }
    this.#socket = socket;
  }

  open() {
    this.#socket.connect();
  }

  /** Reconnect at once over a new connection. The server keeps the seat in the meantime. */
  reopen() {
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
  async ask(name, ...args) {
    if (!this.#socket.connected) return { success: false, code: "OFFLINE" };
    try {
      return await this.#socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(name, ...args);
    } catch {
      return { success: false, code: "NO_ANSWER" };
    }
  }

  /**
   * Send an event without an acknowledgement. The answer, if any, is another event.
   * @param {string} name
   * @param {unknown[]} args
   */
  say(name, ...args) {
    if (this.#socket.connected) this.#socket.emit(name, ...args);
  }

  /** Send a signal for a peer. @param {string} name @param {object} payload */
  relay(name, payload) {
    if (this.#socket.connected) this.#socket.emit(name, payload);
    else if (this.#outbox.length < OUTBOX) this.#outbox.push({ name, payload });
  }

  #gotConnect() {
    const { id = "", recovered } = this.#socket;
    const signals = this.#outbox.splice(0);
    if (recovered) for (const { name, payload } of signals) this.#socket.emit(name, payload);
    this.#tell("connected", { socketId: id, isRecovered: recovered });
  }

  /** @param {string} reason */
  #gotDisconnect(reason) {
    this.#tell("disconnected", {});
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
    this.#tell("connect-failed", { code: data?.code ?? "" });
  }

  /** @param {string} type @param {unknown} payload */
  #tell(type, payload) {
    this.gotEvent(/** @type {any} */ (type), /** @type {any} */ (payload));
  }
}
