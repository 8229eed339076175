/**
 * Receive the media of everybody present, whatever carries them.
 *
 * For each person, the listener gets the streams to play and one connection state. Over a media
 * server, this page reports what it plays, so that the room's home can let both sides close a direct
 * link. While something expected does not arrive yet, the counters of the media server's connection
 * are read. This class does not open connections.
 */

import { realTimers } from "../browser/timers.js";
import { Playback } from "./playback.js";
import { ServerWay } from "./server/server-way.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {DirectWay} from "./direct-way.js" */
/** @import {LinkState} from "./media-session.js" */
/** @import {PresentPerson, Way} from "./playback.js" */
/** @import {PeerStreams} from "./received-streams.js" */
/** @import {ServerWays} from "./server/server-ways.js" */

/**
 * @typedef {object} ReceivedListener
 * @property {(socketId: string, streams: PeerStreams) => void} gotStreams
 * @property {(socketId: string, state: LinkState) => void} gotLinkState
 * @property {(socketId: string) => void} lostLink called if nothing of a person is played any more
 * @property {(received: object[]) => void} gotReport called with everything that is played from the
 *   media server, after a change
 */

/** @typedef {{socketId: string, state: LinkState | undefined}} Told */

/** Between two readings; two packets of a silent sound are 400 ms apart at most. */
const READ_MS = 250;
/** After this many readings, something is missing for longer. */
const QUICK_READINGS = 40;
const SLOW_READ_MS = 2000;

export class ReceivedMedia {
  /** @type {readonly PresentPerson[]} */
  #people = [];
  #direct;
  #servers;
  #listener;
  #timers;
  #playback;
  /** @type {Map<string, Told>} what the listener knows, by participant id */
  #told = new Map();
  #reported = "[]";
  #readings = 0;
  #isReading = false;

  /**
   * @param {object} parts
   * @param {DirectWay} parts.direct
   * @param {ServerWays} parts.servers
   * @param {ReceivedListener} parts.listener
   * @param {() => MediaStream} [parts.newStream]
   * @param {Timers} [parts.timers]
   */
  constructor({ direct, servers, listener, newStream, timers = realTimers }) {
    this.#direct = direct;
    this.#servers = servers;
    this.#listener = listener;
    this.#timers = timers;
    const { gotStreams } = listener;
    this.#playback = new Playback({ newStream, gotStreams });
  }

  /** Set who is present, and what they send. @param {readonly PresentPerson[]} people */
  expect(people) {
    this.#people = people;
    this.#direct.expect(people);
    this.update();
  }

  /** @param {string} socketId */
  personOf(socketId) {
    return this.#people.find((person) => person.socketId === socketId);
  }

  /** @param {string} participantId */
  withId(participantId) {
    return this.#people.find((person) => person.participantId === participantId);
  }

  /** The socket ids of everybody present. */
  get socketIds() {
    return this.#people.map(({ socketId }) => socketId);
  }

  /**
   * Return the way to a person who is played over a media server, else null.
   * @param {string} socketId
   */
  servedPerson(socketId) {
    const participantId = this.personOf(socketId)?.participantId ?? "";
    const way = this.#playback.wayOf(participantId);
    return way instanceof ServerWay ? { participantId, way } : null;
  }

  /** Decide again what is played, after something has changed. */
  update() {
    for (const person of this.#people) this.#updateOne(person);
    this.#forgetAbsent();
    this.#servers.closeUnplayed((way) => this.#playback.uses(way));
    this.#report();
    this.#readLater();
  }

  /** The streams of a media server have changed. */
  gotStreams() {
    this.#readings = 0;
    this.update();
  }

  /** Report everything again, because the last report may have been lost. */
  reportAgain() {
    this.#reported = "[]";
    this.#report();
  }

  /** @param {PresentPerson} person */
  #updateOne(person) {
    const { participantId, socketId } = person;
    this.#playback.update(person, this.#waysOf(person));
    const state = this.#stateOf(person);
    const before = this.#told.get(participantId);
    this.#told.set(participantId, { socketId, state });
    if (state === undefined) {
      if (before?.state === undefined) return;
      this.#playback.forget(participantId);
      this.#listener.lostLink(socketId);
    } else if (before?.state !== state || before.socketId !== socketId) {
      this.#listener.gotLinkState(socketId, state);
    }
  }

  #forgetAbsent() {
    const ids = new Set(this.#people.map(({ participantId }) => participantId));
    for (const [id, { socketId, state }] of this.#told) {
      if (ids.has(id)) continue;
      this.#told.delete(id);
      this.#playback.forget(id);
      if (state !== undefined) this.#listener.lostLink(socketId);
    }
  }

  /** Return the ways to a person, best first. @param {PresentPerson} person @returns {Way[]} */
  #waysOf({ usesMediaServer }) {
    const servers = this.#servers.all;
    return usesMediaServer && this.#servers.current
      ? [...servers, this.#direct]
      : [this.#direct, ...servers];
  }

  /**
   * Return the state of the connection to a person, undefined if there is none. A lost media server
   * is reported once, not for each person.
   * @param {PresentPerson} person
   * @returns {LinkState | undefined}
   */
  #stateOf(person) {
    const direct = this.#direct.stateOf(person);
    if (direct === "connected") return direct;
    const isServed = this.#playback.wayOf(person.participantId) instanceof ServerWay;
    if (isServed) return "connected";
    return person.usesMediaServer && this.#servers.current ? "connecting" : direct;
  }

  #report() {
    const way = this.#servers.current?.way;
    if (!way) return;
    const received = this.#people
      .filter(({ participantId }) => this.#playback.wayOf(participantId) === way)
      .flatMap((person) => way.arriving(person))
      .map(({ participantId, source }) => ({ participantId, source }));
    const report = JSON.stringify(received);
    if (report === this.#reported) return;
    this.#reported = report;
    this.#listener.gotReport(received);
  }

  #readLater() {
    const way = this.#servers.current?.way;
    const isMissing = way && this.#people.some((person) => way.missing(person).length > 0);
    if (this.#isReading || !isMissing) return;
    this.#isReading = true;
    const waitMs = this.#readings < QUICK_READINGS ? READ_MS : SLOW_READ_MS;
    this.#timers.set(() => this.#read(way), waitMs);
  }

  /** @param {ServerWay} way */
  async #read(way) {
    this.#readings += 1;
    await way.read(this.#people);
    this.#isReading = false;
    this.update();
  }
}
