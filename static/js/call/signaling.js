/**
 * The socket to the server, and the only file that knows Socket.IO.
 *
 * Signaling knows how to reach a namespace and how to ask it; it does not know what anything means.
 * What is heard goes to `gotEvent`, in order, and so does how the socket fares. Nothing said while
 * it is away is sent later by surprise: a command is refused at once, and signals between peers wait
 * only for a connection that comes back under the same id.
 */

import { io } from "socket.io-client";

/** @import {Socket} from "socket.io-client" */
/** @import {Reply} from "./wire.js" */

const ANSWER_TIMEOUT_MS = 10_000;
/** After the server itself hung up without a word, for example because it is restarting. */
const RETURN_DELAY_MS = 2000;
/** Signals kept for a connection that is being recovered. */
const OUTBOX = 256;

/** @template {object} Events what is heard and how the socket fares, by name */
export class Signaling {
  /** @type {<Type extends keyof Events>(type: Type, payload: Events[Type]) => void} */
  gotEvent = () => {};
  /** @type {Socket} */
  #socket;
  /** @type {{name: string, payload: object}[]} */
  #outbox = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #returnTimer;

  /** @param {string} namespace @param {(keyof Events & string)[]} heard names of events */
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

  /** Look for the server at once, over a new connection; the seat is kept meanwhile. */
  reopen() {
    clearTimeout(this.#returnTimer);
    if (this.#socket.connected) return this.#socket.io.engine.close();
    // Between two attempts `connect` alone would wait for the next one.
    this.#socket.disconnect();
    this.#socket.connect();
  }

  close() {
    clearTimeout(this.#returnTimer);
    this.#outbox = [];
    this.#socket.disconnect();
  }

  /**
   * Ask for something and wait for the server's answer; never rejects.
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

  /** Say something whose answer, if any, is an event. @param {string} name @param {unknown[]} args */
  say(name, ...args) {
    if (this.#socket.connected) this.#socket.emit(name, ...args);
  }

  /** Pass a signal on to a peer. @param {string} name @param {object} payload */
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
    // Socket.IO comes back by itself from anything but this.
    if (reason === "io server disconnect") {
      this.#returnTimer = setTimeout(() => this.open(), RETURN_DELAY_MS);
    }
  }

  /** @param {Error & {data?: {code?: string}}} error with a code where the server said no */
  #gotConnectError({ data }) {
    this.#tell("connect-failed", { code: data?.code ?? "" });
  }

  /** @param {string} type @param {unknown} payload */
  #tell(type, payload) {
    this.gotEvent(/** @type {any} */ (type), /** @type {any} */ (payload));
  }
}
