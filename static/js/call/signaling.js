/**
 * The socket to the server, and the only file that knows Socket.IO.
 *
 * Signaling knows how to reach the server and how to ask it; it does not know what anything means.
 * What arrives goes to `gotEvent`, in order. Nothing said while the socket is away is sent later by
 * surprise: a command is refused at once, and signals between peers wait only for a connection that
 * comes back under the same id.
 */

import { io } from "socket.io-client";

/** @import {Socket} from "socket.io-client" */
/** @import {Reply, WireEvents} from "./wire.js" */
/** @import {Events} from "./events.js" */

const ANSWER_TIMEOUT_MS = 10_000;
/** After the server itself hung up without a word, for example because it is restarting. */
const RETURN_DELAY_MS = 2000;
/** Signals kept for a connection that is being recovered. */
const OUTBOX = 256;

/** @type {(keyof WireEvents)[]} */
const HEARD = [
  "room-joined",
  "join-error",
  "waiting-room",
  "waiting-room-update",
  "waiting-room-result",
  "waiting-room-message",
  "user-joined",
  "user-left",
  "participant-reconnecting",
  "participant-resumed",
  "participant-updated",
  "offer",
  "answer",
  "ice-candidate",
  "user-toggle-audio",
  "user-toggle-video",
  "screen-share-started",
  "screen-share-stopped",
  "user-hand-raised",
  "user-hand-lowered",
  "reaction",
  "chat-message",
  "user-typing",
  "force-mute",
  "unmute-requested",
  "force-disconnect",
  "room-locked",
  "settings-updated",
  "room-ended",
  "moved",
];

export class Signaling {
  /** @type {<Type extends keyof Events>(type: Type, payload: Events[Type]) => void} */
  gotEvent = () => {};
  /** @type {Socket} */
  #socket;
  /** @type {{name: string, payload: object}[]} */
  #outbox = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #returnTimer;

  /** @param {typeof io} connect */
  constructor(connect = io) {
    const socket = connect({
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    });
    socket.on("connect", () => this.#gotConnect());
    socket.on("disconnect", (reason) => this.#gotDisconnect(reason));
    socket.on("connect_error", () => this.gotEvent("connect-failed", {}));
    for (const name of HEARD) socket.on(name, (payload) => this.gotEvent(name, payload));
    this.#socket = socket;
  }

  open() {
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
   * @param {object} payload
   * @returns {Promise<Reply>}
   */
  async ask(name, payload) {
    if (!this.#socket.connected) return { success: false, code: "OFFLINE" };
    try {
      return await this.#socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(name, payload);
    } catch {
      return { success: false, code: "NO_ANSWER" };
    }
  }

  /** Say something whose answer, if any, is an event. @param {string} name @param {object} payload */
  say(name, payload) {
    if (this.#socket.connected) this.#socket.emit(name, payload);
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
    this.gotEvent("connected", { socketId: id, isRecovered: recovered });
  }

  /** @param {string} reason */
  #gotDisconnect(reason) {
    this.gotEvent("disconnected", {});
    // Socket.IO comes back by itself from anything but this.
    if (reason === "io server disconnect") {
      this.#returnTimer = setTimeout(() => this.open(), RETURN_DELAY_MS);
    }
  }
}
