/**
 * Send `join-room` after each new connection, until the server answers.
 *
 * While a person enters, a server that does not answer ends the attempt after a limited time. In a
 * meeting or its waiting room, the client never gives up: it asks again, over a new connection if
 * necessary. The answer is an event, not an acknowledgement. This module does not know what follows
 * an answer.
 */

import { RetrySchedule } from "../browser/retry-schedule.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {Signaling} from "../signaling/signaling.js" */
/** @import {CallStorage} from "./call-storage.js" */
/** @import {Reply, ServerEvents} from "./protocol.js" */
/** @import {CallStore, Events} from "./state/events.js" */
/** @import {Config} from "./state/model.js" */

/**
 * Number of failed connection attempts before a person who is joining sees an error. Three attempts
 * take about 3 s.
 */
const ATTEMPTS = 3;
const JOIN_TIMEOUT_MS = 15_000;
/**
 * Capabilities sent with `join-room`. This client follows a person from one socket id to the next,
 * sends and receives a screen beside the camera, and can use a media server.
 */
const CAPABILITIES = ["seats", "waiting-room", "two-pictures", "media-server"];
/** Maximum number of socket ids in a request. */
const SOCKET_IDS = 20;
/** Refusals of a join that say nothing about the person or the room. */
const TEMPORARY_REFUSALS = new Set(["UNAVAILABLE", "INTERNAL"]);

export class Joining {
  #config;
  #store;
  #signaling;
  #storage;
  #timers;
  #giveUp;
  #failures = 0;
  /** @type {any} */
  #timer;
  #schedule;

  /**
   * @param {object} parts
   * @param {Config} parts.config
   * @param {CallStore} parts.store
   * @param {Pick<Signaling<Events, Reply>, "open" | "emit" | "reconnect">} parts.signaling
   * @param {CallStorage} parts.storage
   * @param {Timers} parts.timers
   * @param {() => void} parts.giveUp called if a person who enters gets no answer
   */
  constructor({ config, store, signaling, storage, timers, giveUp }) {
    this.#config = config;
    this.#store = store;
    this.#signaling = signaling;
    this.#storage = storage;
    this.#timers = timers;
    this.#giveUp = giveUp;
    this.#schedule = new RetrySchedule({ attempt: () => this.#send(), timers });
  }

  /** Connect to the server, and join when connected. */
  start() {
    this.#failures = 0;
    this.#signaling.open();
    this.#awaitAnswer();
  }

  gotConnected() {
    this.#failures = 0;
    this.#send();
  }

  gotDisconnected() {
    if (!this.#isEntering) this.stop();
  }

  gotConnectFailed() {
    this.#failures += 1;
    if (this.#isEntering && this.#failures >= ATTEMPTS) this.#giveUp();
  }

  /**
   * Return whether to repeat a refused join. A person in a meeting or its waiting room keeps their
   * place and their peer connections while the server can't answer.
   * @param {ServerEvents["join-error"]} refusal
   */
  mayRepeat({ reason = "" }) {
    return !this.#isEntering && TEMPORARY_REFUSALS.has(reason);
  }

  repeatLater() {
    this.#timers.clear(this.#timer);
    const at = performance.now() + this.#schedule.scheduleNext();
    this.#store.dispatch({ type: "reconnect-scheduled", payload: { at } });
  }

  /** Stop waiting: the answer has arrived, or the connection has ended. */
  stop() {
    this.#timers.clear(this.#timer);
    this.#schedule.reset();
  }

  get #isEntering() {
    return ["joining", "rejoining"].includes(this.#store.state.phase);
  }

  #send() {
    if (!this.#isEntering) this.#awaitAnswer();
    const { displayName, socketIds } = this.#store.state.self;
    const { participantToken } = this.#storage.tab;
    const { roomCode, userId } = this.#config;
    this.#store.dispatch({ type: "reconnect-started", payload: {} });
    this.#signaling.emit("join-room", {
      roomCode,
      displayName,
      capabilities: CAPABILITIES,
      // Sending the user id lets the server refuse a person whose session ended while the socket
      // was away, instead of admitting them as a guest.
      ...(userId && { userId }),
      ...(participantToken && { participantToken }),
      // Another tab or device of the person keeps the seat, if it has taken it in the meantime.
      ...(!this.#isEntering && { previousSocketIds: socketIds.slice(-SOCKET_IDS) }),
    });
  }

  #awaitAnswer() {
    this.#timers.clear(this.#timer);
    this.#timer = this.#timers.set(() => this.#gotNoAnswer(), JOIN_TIMEOUT_MS);
  }

  #gotNoAnswer() {
    if (this.#isEntering) this.#giveUp();
    else if (!this.#store.state.isConnected) this.#signaling.reconnect();
  }
}
