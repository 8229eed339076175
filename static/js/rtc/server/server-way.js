/**
 * One media server as a way over which people's media arrive.
 *
 * A picture or sound counts as arriving once its counters have grown. Counters are only read while
 * something expected is missing. This class knows the streams of one session, and what is expected
 * of people; it does not decide what is played.
 */

import { ReceivedLevel } from "../received-level.js";
import { Decoding } from "./decoding.js";

/** @import {PresentPerson, Way} from "../playback.js" */
/** @import {ForwardedStream} from "./forwarded-streams.js" */
/** @import {ServerSession} from "./server-session.js" */

/** @implements {Way} */
export class ServerWay {
  #session;
  #decoding = new Decoding();
  #levels = new ReceivedLevel();
  /** @type {Map<string, {connection: PersonConnection, isServed: true}>} by participant id */
  #links = new Map();

  /** @param {Pick<ServerSession, "streamsOf" | "tracksOf">} session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {PresentPerson} person */
  tracksOf({ participantId }) {
    return this.#session.tracksOf(participantId);
  }

  /**
   * Return whether everything expected from a person arrives. A person always has a line for the
   * microphone; without it, this media server does not forward the person yet.
   * @param {PresentPerson} person
   */
  isComplete(person) {
    const streams = this.#session.streamsOf(person.participantId);
    const hasMicrophone = streams.some(({ source }) => source === "microphone");
    return hasMicrophone && this.missing(person).length === 0 && hasAll(streams, person);
  }

  /**
   * Return the streams of a person that arrive. The sound of a screen counts as soon as there is a
   * line for it: a screen may be shared without sound.
   * @param {PresentPerson} person
   */
  arriving({ participantId }) {
    return this.#session
      .streamsOf(participantId)
      .filter((one) => one.source === "screen-sound" || this.#decoding.has(one));
  }

  /** Return the expected streams of a person that do not arrive yet. @param {PresentPerson} person */
  missing({ participantId, expected }) {
    return this.#session
      .streamsOf(participantId)
      .filter((one) => expected.includes(one.source) && !this.#decoding.has(one));
  }

  /** Read the counters of everything that is missing. @param {readonly PresentPerson[]} people */
  async read(people) {
    await this.#decoding.read(people.flatMap((person) => this.missing(person)));
  }

  /** Return the loudness of a person's microphone, from 0 to 1. @param {string} participantId */
  levelOf(participantId) {
    const streams = this.#session.streamsOf(participantId);
    const microphones = streams.filter(({ source }) => source === "microphone");
    return this.#levels.read(microphones.map(({ receiver }) => receiver));
  }

  /** Return what is measured of a person, like a connection of their own. @param {string} participantId */
  linkOf(participantId) {
    const known = this.#links.get(participantId);
    if (known) return known;
    const connection = new PersonConnection(() => this.#session.streamsOf(participantId));
    const link = { connection, isServed: /** @type {const} */ (true) };
    this.#links.set(participantId, link);
    return link;
  }
}

/** The statistics of one person's streams on a connection that carries those of many people. */
class PersonConnection {
  #streams;

  /** @param {() => readonly ForwardedStream[]} streams */
  constructor(streams) {
    this.#streams = streams;
  }

  /** @returns {Promise<RTCStatsReport>} */
  async getStats() {
    const reports = await Promise.all(this.#streams().map(({ receiver }) => receiver.getStats()));
    return new Map(reports.flatMap((report) => [.../** @type {any} */ (report)]));
  }
}

/** @param {readonly ForwardedStream[]} streams @param {PresentPerson} person */
function hasAll(streams, { expected }) {
  return expected.every((source) => streams.some((one) => one.source === source));
}
