/**
 * The sessions with the media servers of a room: the newest one, and earlier ones that are still
 * played.
 *
 * Each generation of a room's media has a session of its own. An earlier session is closed as soon
 * as nobody is played over it, and after 10 s at the latest. This class does not know who is in the
 * room.
 */

import { realTimers } from "../../browser/timers.js";
import { ServerSession } from "./server-session.js";
import { ServerWay } from "./server-way.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {Way} from "../playback.js" */
/** @import {ServerPayloads} from "./messages.js" */
/** @import {SessionParts, SessionState} from "./server-session.js" */

/** @typedef {{generation: number, session: ServerSession, way: ServerWay}} OpenSession */
/** @typedef {SessionState | "unused"} ServerState of the media servers of a room together */

/**
 * @typedef {object} ServerListener
 * @property {() => void} gotStreams
 * @property {(state: ServerState) => void} gotState called after a change
 * @property {() => void} gotFull called if the media server accepts no more cameras and screens
 */

/** An earlier media server that is still played after this time is dead. */
const OUTDATED_MS = 10_000;

export class ServerWays {
  /** @type {OpenSession | null} */
  current = null;
  /** @type {OpenSession[]} newest first */
  #earlier = [];
  #parts;
  #listener;
  #timers;
  /** @type {ServerState} */
  #state = "unused";
  #wasConnected = false;
  #isReachable = true;
  /** @type {string[]} */
  #mutedIds = [];
  /** @type {{[Name in keyof ServerPayloads]: (payload: ServerPayloads[Name]) => unknown}} */
  #events = {
    "media-answer": (payload) => this.current?.session.gotAnswer(payload),
    "media-offer": (payload) => this.current?.session.gotOffer(payload),
    "media-refused": (payload) => this.current?.session.gotRefusal(payload),
  };

  /**
   * @param {object} options
   * @param {Omit<SessionParts, "listener" | "roomId">} options.parts
   * @param {ServerListener} options.listener
   * @param {Timers} [options.timers]
   */
  constructor({ parts, listener, timers = realTimers }) {
    this.#parts = parts;
    this.#listener = listener;
    this.#timers = timers;
  }

  /** All ways, newest first. @returns {ServerWay[]} */
  get all() {
    return this.#open.map(({ way }) => way);
  }

  /** Use the media server of this generation. @param {string} roomId @param {number} generation */
  open(roomId, generation) {
    if (this.current?.generation === generation) return;
    this.#setAside();
    try {
      this.current = this.#newSession(roomId, generation);
    } catch (error) {
      // The browser can't create connections.
      console.warn("The media server can't be used:", error);
    }
    this.#changed();
  }

  /** Stop using the newest media server. It is played until there is something better. */
  retire() {
    this.#setAside();
    this.#changed();
  }

  /** Close earlier sessions over which nobody is played. @param {(way: Way) => boolean} isPlayed */
  closeUnplayed(isPlayed) {
    for (const one of this.#earlier) if (!isPlayed(one.way)) this.#closeEarlier(one);
  }

  /**
   * @template {keyof ServerPayloads} Name
   * @param {Name} name
   * @param {ServerPayloads[Name]} payload
   */
  gotEvent(name, payload) {
    this.#events[name](payload);
  }

  /** Repair the connections while Meet's server can be reached. @param {boolean} isReachable */
  watch(isReachable) {
    if (this.#isReachable === isReachable) return;
    this.#isReachable = isReachable;
    this.current?.session.watch(isReachable);
  }

  /** @param {string[]} participantIds */
  muteAudio(participantIds) {
    this.#mutedIds = participantIds;
    for (const { session } of this.#open) session.muteAudio(participantIds);
  }

  close() {
    for (const { session } of this.#open) session.close();
    this.current = null;
    this.#earlier = [];
    this.#wasConnected = false;
    this.#changed();
  }

  get #open() {
    return this.current ? [this.current, ...this.#earlier] : this.#earlier;
  }

  #setAside() {
    const { current } = this;
    if (!current) return;
    this.current = null;
    this.#earlier.unshift(current);
    this.#timers.set(() => this.#closeOutdated(current), OUTDATED_MS);
  }

  /** @param {string} roomId @param {number} generation @returns {OpenSession} */
  #newSession(roomId, generation) {
    const session = new ServerSession({
      ...this.#parts,
      roomId,
      listener: {
        gotStreams: () => this.#listener.gotStreams(),
        gotState: () => this.#changed(),
        gotFull: () => this.#listener.gotFull(),
      },
      timers: this.#timers,
    });
    session.muteAudio(this.#mutedIds);
    session.watch(this.#isReachable);
    return { generation, session, way: new ServerWay(session) };
  }

  #changed() {
    const state = this.#currentState();
    if (state === "connected") this.#wasConnected = true;
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.gotState(state);
  }

  /** @returns {ServerState} */
  #currentState() {
    const state = this.current?.session.state ?? "unused";
    return state === "connecting" && this.#wasConnected ? "lost" : state;
  }

  /** @param {OpenSession} one */
  #closeEarlier(one) {
    one.session.close();
    this.#earlier = this.#earlier.filter((other) => other !== one);
  }

  /** @param {OpenSession} one */
  #closeOutdated(one) {
    if (!this.#earlier.includes(one)) return;
    this.#closeEarlier(one);
    this.#listener.gotStreams();
  }
}
