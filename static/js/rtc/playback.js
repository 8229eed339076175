/**
 * Decide for each person over which way their media are played, and exchange the tracks.
 *
 * A person's tracks can arrive over several ways at once: a direct link, and one or two media
 * servers. Exactly one way is played. It is left for a better one only if everything expected from
 * the person arrives there, so that sound and picture continue without a gap. A person keeps the
 * same MediaStreams; only the tracks in them change, because a `<video>` continues with them. This
 * class knows no connections.
 */

import { ReceivedStreams } from "./received-streams.js";

/** @import {Source} from "../media/media-state.js" */
/** @import {TracksBySource} from "./media-session.js" */
/** @import {PeerStreams} from "./received-streams.js" */

/**
 * @typedef {object} PresentPerson another person in the room
 * @property {string} participantId
 * @property {string} socketId
 * @property {boolean} usesMediaServer whether their client can use a media server
 * @property {boolean} hasTwoPictures whether their client understands a second picture
 * @property {boolean} isMuted whether their microphone must not be heard
 * @property {boolean} isReachable whether their client can be signaled now
 * @property {readonly Source[]} expected the sources that they send and this page plays now
 */

/**
 * @typedef {object} Way a way over which media arrive
 * @property {(person: PresentPerson) => TracksBySource} tracksOf
 * @property {(person: PresentPerson) => boolean} isComplete whether everything expected arrives
 */

/** @typedef {{way: Way | null, socketId: string, streams: PeerStreams}} Played */

export class Playback {
  #streams;
  #gotStreams;
  /** @type {Map<string, Played>} by participant id */
  #played = new Map();

  /**
   * @param {object} options
   * @param {() => MediaStream} [options.newStream]
   * @param {(socketId: string, streams: PeerStreams) => void} options.gotStreams called if a person
   *   has other streams or another socket id, not if only the tracks have changed
   */
  constructor({ newStream, gotStreams }) {
    this.#streams = new ReceivedStreams(newStream);
    this.#gotStreams = gotStreams;
  }

  /**
   * Play a person over the best way.
   * @param {PresentPerson} person
   * @param {readonly Way[]} ways best first
   */
  update(person, ways) {
    const { participantId, socketId } = person;
    const before = this.#played.get(participantId);
    const way = choose(person, ways, before?.way ?? null);
    if (!way && !before) return;
    const streams = this.#streams.got(participantId, way?.tracksOf(person) ?? {});
    this.#played.set(participantId, { way, socketId, streams });
    if (before?.socketId === socketId && isSame(before.streams, streams)) return;
    this.#gotStreams(socketId, streams);
  }

  /** Return the way over which a person is played. @param {string} participantId */
  wayOf(participantId) {
    return this.#played.get(participantId)?.way ?? null;
  }

  /** Return whether anybody is played over a way. @param {Way} way */
  uses(way) {
    return [...this.#played.values()].some((one) => one.way === way);
  }

  /** @param {string} participantId */
  forget(participantId) {
    this.#played.delete(participantId);
    this.#streams.drop(participantId);
  }
}

/**
 * @param {PresentPerson} person
 * @param {readonly Way[]} ways best first
 * @param {Way | null} current
 */
function choose(person, ways, current) {
  const hasTracks = (/** @type {Way} */ way) =>
    Object.values(way.tracksOf(person)).some((tracks) => tracks.length > 0);
  const kept = current && ways.includes(current) && hasTracks(current) ? current : null;
  const better = kept ? ways.slice(0, ways.indexOf(kept)) : ways;
  return better.find((way) => way.isComplete(person)) ?? kept ?? ways.find(hasTracks) ?? null;
}

/** @param {PeerStreams} one @param {PeerStreams} other */
function isSame(one, other) {
  return one.main === other.main && one.screen === other.screen;
}
