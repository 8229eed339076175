/**
 * The media of a room, between the call and the sessions that carry them.
 *
 * The call tells who is present and passes on the signals; the listener gets the streams of each
 * peer, whatever carries them. All media are carried by the direct connections of a `Mesh`.
 */

import { Mesh } from "./mesh.js";
import { ReceivedStreams } from "./received-streams.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {NewConnection} from "./ice-servers.js" */
/** @import {LinkState, SessionListener} from "./media-session.js" */
/** @import {Peer, SignalPayloads} from "./mesh.js" */
/** @import {PeerStreams} from "./received-streams.js" */

/**
 * @typedef {object} Listener
 * @property {(peerId: string, streams: PeerStreams) => void} gotStreams
 * @property {(peerId: string, state: LinkState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 * @property {(urls: string[]) => void} gotUnusableServers called once for each refused URL
 */

export class RoomMedia {
  #streams;
  #listener;
  /** @type {{[Name in keyof SignalPayloads]: (payload: SignalPayloads[Name]) => unknown}} */
  #signals = {
    offer: (payload) => this.mesh.gotOffer(payload),
    answer: (payload) => this.mesh.gotAnswer(payload),
    "ice-candidate": (payload) => this.mesh.gotCandidate(payload),
  };

  /**
   * @param {object} parts
   * @param {{sendSignal: (name: string, payload: object) => void}} parts.signaling
   * @param {{outgoing: OutgoingTracks}} parts.media
   * @param {Listener} parts.listener
   * @param {NewConnection} [parts.newConnection]
   * @param {() => MediaStream} [parts.newStream]
   * @param {Timers} [parts.timers]
   */
  constructor({ listener, newStream, ...parts }) {
    this.#listener = listener;
    this.#streams = new ReceivedStreams(newStream);
    const { gotUnusableServers } = listener;
    this.mesh = new Mesh({ ...parts, listener: { ...this.#sessionListener, gotUnusableServers } });
  }

  /** @param {string} selfId @param {Peer[]} peers @param {RTCIceServer[]} iceServers */
  join(selfId, peers, iceServers) {
    this.mesh.join(selfId, peers, iceServers);
  }

  /**
   * Handle a signal of a peer.
   * @template {keyof SignalPayloads} Name
   * @param {Name} name
   * @param {SignalPayloads[Name]} payload
   */
  gotSignal(name, payload) {
    this.#signals[name](payload);
  }

  /** @param {string} previousId @param {string} id */
  gotResumed(previousId, id) {
    this.mesh.gotResumed(previousId, id);
  }

  /** A peer has left the room. @param {string} peerId */
  drop(peerId) {
    this.mesh.drop(peerId);
  }

  /** Watch the connections to these peers, which can be signaled. @param {string[]} peerIds */
  watch(peerIds) {
    this.mesh.watch(peerIds);
  }

  /** Send a second picture to exactly these peers. @param {string[]} peerIds */
  useTwoPictures(peerIds) {
    this.mesh.useTwoPictures(peerIds);
  }

  /** @param {string[]} peerIds */
  muteAudio(peerIds) {
    this.mesh.muteAudio(peerIds);
  }

  /** Send the current local tracks to every peer. */
  tracksChanged() {
    this.mesh.tracksChanged();
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.mesh.setIceServers(iceServers);
  }

  /** Try again to connect to a peer. @param {string} peerId */
  retry(peerId) {
    this.mesh.retry(peerId);
  }

  /** Return the loudness of a peer's microphone, from 0 to 1. @param {string} peerId */
  levelOf(peerId) {
    return this.mesh.levelOf(peerId);
  }

  close() {
    this.mesh.close();
  }

  /** @returns {SessionListener} */
  get #sessionListener() {
    return {
      gotTracks: (id, tracks) => this.#listener.gotStreams(id, this.#streams.got(id, tracks)),
      gotLinkState: (id, state) => this.#listener.gotLinkState(id, state),
      movedLink: (previousId, id) => this.#streams.move(previousId, id),
      lostLink: (id) => {
        this.#streams.drop(id);
        this.#listener.lostLink(id);
      },
    };
  }
}
