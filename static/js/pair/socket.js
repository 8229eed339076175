/**
 * The socket to the server's random pairs, and the only file of this page that knows Socket.IO.
 *
 * It speaks the protocol of MeetMates; what arrives goes to `gotEvent`, in order. Nothing said while
 * the socket is away is sent later by surprise.
 */

import { io } from "socket.io-client";

/** @import {Socket} from "socket.io-client" */
/** @import {Events, Reply, WireEvents} from "./model.js" */

const ANSWER_TIMEOUT_MS = 10_000;
/** After the server itself hung up, for example because it is restarting. */
const RETURN_DELAY_MS = 2000;

/** @type {(keyof WireEvents)[]} */
const HEARD = [
  "onlineUsers",
  "waiting",
  "chatStart",
  "message",
  "partnerLeft",
  "create-offer",
  "webrtc-offer",
  "webrtc-answer",
  "ice-candidate",
];

export class PairSocket {
  /** @type {<Type extends keyof Events>(type: Type, payload: Events[Type]) => void} */
  gotEvent = () => {};
  /** @type {Socket} */
  #socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #returnTimer;

  /** @param {typeof io} connect */
  constructor(connect = io) {
    const socket = connect("/meetmates", {
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
    for (const name of HEARD) socket.on(name, (payload) => this.gotEvent(name, payload));
    this.#socket = socket;
  }

  open() {
    this.#socket.connect();
  }

  close() {
    clearTimeout(this.#returnTimer);
    this.#socket.disconnect();
  }

  /** @param {string} name @param {unknown[]} args */
  say(name, ...args) {
    if (this.#socket.connected) this.#socket.emit(name, ...args);
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

  #gotConnect() {
    const { id = "", recovered } = this.#socket;
    this.gotEvent("connected", { socketId: id, isRecovered: recovered });
  }

  /** @param {string} reason */
  #gotDisconnect(reason) {
    this.gotEvent("disconnected", {});
    // Socket.IO comes back by itself from anything but these two.
    if (reason === "io server disconnect") {
      this.#returnTimer = setTimeout(() => this.open(), RETURN_DELAY_MS);
    }
  }

  /** @param {Error & {data?: {code?: string}}} error with a code where the server said no */
  #gotConnectError({ data }) {
    this.gotEvent("connect-failed", { code: data?.code ?? "" });
  }
}
