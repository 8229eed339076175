/**
 * The streams that a media server forwards to this client, by person and source.
 *
 * The same track may carry the source of another person later, so that the mute of a person is set
 * again with each change. This class only knows participant ids and receivers.
 */

/** @import {Source} from "../../media/media-state.js" */
/** @import {TracksBySource} from "../media-session.js" */

/** @typedef {{participantId: string, source: Source, receiver: RTCRtpReceiver}} ForwardedStream */

export class ForwardedStreams {
  /** @type {ReadonlyMap<string, ForwardedStream[]>} by participant id */
  #byPerson = new Map();
  /** @type {ReadonlySet<string>} */
  #mutedIds = new Set();

  /**
   * Replace all streams. Return the participant ids of the people whose streams have changed.
   * @param {ForwardedStream[]} streams
   */
  replace(streams) {
    const before = this.#byPerson;
    this.#byPerson = byPerson(streams);
    this.#applyMutes();
    const ids = new Set([...before.keys(), ...this.#byPerson.keys()]);
    return [...ids].filter((id) => !isSame(before.get(id), this.#byPerson.get(id)));
  }

  /** Mute exactly these people. @param {string[]} participantIds */
  muteAudio(participantIds) {
    this.#mutedIds = new Set(participantIds);
    this.#applyMutes();
  }

  /** @param {string} participantId */
  of(participantId) {
    return this.#byPerson.get(participantId) ?? [];
  }

  /** @param {string} participantId @returns {TracksBySource} */
  tracksOf(participantId) {
    return Object.fromEntries(
      this.of(participantId).map(({ source, receiver }) => [source, [receiver.track]]),
    );
  }

  #applyMutes() {
    for (const [id, streams] of this.#byPerson) {
      for (const { source, receiver } of streams) {
        if (source === "microphone") receiver.track.enabled = !this.#mutedIds.has(id);
        else receiver.track.enabled = true;
      }
    }
  }
}

/** @param {ForwardedStream[]} streams @returns {Map<string, ForwardedStream[]>} */
function byPerson(streams) {
  const ids = new Set(streams.map(({ participantId }) => participantId));
  const of = (/** @type {string} */ id) => streams.filter((one) => one.participantId === id);
  return new Map([...ids].map((id) => [id, of(id)]));
}

/** @param {ForwardedStream[]} [before] @param {ForwardedStream[]} [now] */
function isSame(before = [], now = []) {
  if (before.length !== now.length) return false;
  return now.every(({ source, receiver }) =>
    before.some((one) => one.source === source && one.receiver === receiver),
  );
}
