/**
 * Replace the connection to the server early if it is dead.
 *
 * The connection can die without notice while the computer sleeps, or when the network changes, for
 * example to a VPN. Socket.IO notices that after up to 45 s, in which everything that is sent is
 * lost, also the repair of peer connections. Therefore a connection is replaced after a sleep. If a
 * peer connection is lost, the server must answer a request.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {Signaling} from "../signaling/signaling.js" */
/** @import {Reply} from "./protocol.js" */
/** @import {CallStore, Events} from "./state/events.js" */
/** @import {State} from "./state/model.js" */

const TICK_MS = 10_000;
/** Timers of hidden pages may run only once a minute. */
const ASLEEP_MS = 90_000;
/** A server under load answers much sooner. */
const ANSWER_MS = 6000;
const LOST = ["disconnected", "failed"];

export class SocketWatch {
  #store;
  #signaling;
  #timers;
  #now;
  #tickedAt;
  #isChecking = false;
  /** @type {string[]} socket ids of the peers whose connections are lost */
  #lost = [];

  /**
   * @param {object} parts
   * @param {CallStore} parts.store
   * @param {Pick<Signaling<Events, Reply>, "request" | "reconnect">} parts.signaling
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.now] the time of the day in milliseconds, which goes on during sleep
   */
  constructor({ store, signaling, timers = realTimers, now = () => Date.now() }) {
    this.#store = store;
    this.#signaling = signaling;
    this.#timers = timers;
    this.#now = now;
    this.#tickedAt = now();
    this.#timers.set(() => this.#tick(), TICK_MS);
    store.subscribe((state) => this.#gotState(state));
  }

  #tick() {
    const wasAsleep = this.#now() - this.#tickedAt > ASLEEP_MS;
    this.#tickedAt = this.#now();
    this.#timers.set(() => this.#tick(), TICK_MS);
    if (wasAsleep) this.#replace();
  }

  /** @param {State} state */
  #gotState({ links }) {
    const lost = Object.keys(links).filter((id) => LOST.includes(links[id] ?? ""));
    const hasNew = lost.some((id) => !this.#lost.includes(id));
    this.#lost = lost;
    if (hasNew) this.#check();
  }

  /** Request something small. Any answer proves that the connection works. */
  async #check() {
    const { isConnected, room } = this.#store.state;
    if (!isConnected || this.#isChecking) return;
    this.#isChecking = true;
    const timer = this.#timers.set(() => this.#replace(), ANSWER_MS);
    await this.#signaling.request("get-ice-servers", { roomId: room.id });
    this.#timers.clear(timer);
    this.#isChecking = false;
  }

  #replace() {
    if (this.#store.state.isConnected) this.#signaling.reconnect();
  }
}
