/**
 * Group the received tracks of each peer into the streams that the page plays.
 *
 * A peer's microphone and camera are one stream, which keeps them in sync; a shared screen and its
 * sound are another one. The streams of a peer are kept while its tracks change, and when it gets a
 * new id, so that no element that plays them is interrupted.
 */

/** @import {TracksBySource} from "./media-session.js" */

/**
 * @typedef {object} PeerStreams
 * @property {MediaStream} main microphone and camera
 * @property {MediaStream | undefined} screen undefined until the peer has shared one
 */

export class ReceivedStreams {
  /** @type {Map<string, PeerStreams>} */
  #streams = new Map();
  #newStream;

  /** @param {() => MediaStream} [newStream] */
  constructor(newStream = () => new MediaStream()) {
    this.#newStream = newStream;
  }

  /**
   * Return the streams with exactly these tracks.
   * @param {string} peerId
   * @param {TracksBySource} tracks
   * @returns {PeerStreams}
   */
  got(peerId, { microphone = [], camera = [], screen = [], "screen-sound": sound = [] }) {
    const before = this.#streams.get(peerId);
    const main = before?.main ?? this.#newStream();
    replaceTracks(main, [...microphone, ...camera]);
    const ofScreen = [...sound, ...screen];
    const shared = before?.screen ?? (ofScreen.length > 0 ? this.#newStream() : undefined);
    if (shared) replaceTracks(shared, ofScreen);
    const streams = { main, screen: shared };
    this.#streams.set(peerId, streams);
    return streams;
  }

  /** @param {string} previousId @param {string} peerId */
  move(previousId, peerId) {
    const streams = this.#streams.get(previousId);
    this.#streams.delete(previousId);
    if (streams) this.#streams.set(peerId, streams);
  }

  /** @param {string} peerId */
  drop(peerId) {
    this.#streams.delete(peerId);
  }
}

/** @param {MediaStream} stream @param {MediaStreamTrack[]} tracks all tracks to play now */
function replaceTracks(stream, tracks) {
  // A stream without tracks would end its playback, so that the new ones come first.
  for (const track of tracks) addTrack(stream, track);
  for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
}

/**
 * Add a track in place of another one with the same id, which another connection may have used:
 * Chromium does not add a track whose id the stream contains.
 * @param {MediaStream} stream
 * @param {MediaStreamTrack} track
 */
function addTrack(stream, track) {
  const former = stream.getTracks().find(({ id }) => id === track.id);
  if (former && former !== track) stream.removeTrack(former);
  stream.addTrack(track);
}
