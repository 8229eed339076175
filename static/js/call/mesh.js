/**
 * The links to everybody else in the meeting, by socket id.
 *
 * The mesh knows who is to be linked and routes signals to the right link; it knows no socket, no
 * page and no names. Whoever enters offers to all who are there, so a link that this side did not
 * begin waits for the peer's offer. A signal may come before the news of who sent it.
 */

import { PeerLink } from "./peer-link.js";

/** @import {Outgoing, Signal} from "./peer-link.js" */
/** @import {WireEvents} from "./wire.js" */

/**
 * @typedef {object} Listener
 * @property {(peerId: string, stream: MediaStream) => void} gotStream
 * @property {(peerId: string, state: RTCPeerConnectionState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 */

export class Mesh {
  /** @type {Map<string, PeerLink>} */
  links = new Map();
  #relay;
  #media;
  #listener;
  #newConnection;
  #newStream;
  #selfId = "";
  /** @type {RTCIceServer[]} */
  #iceServers = [];

  /**
   * @param {object} options
   * @param {{relay: (name: string, payload: object) => void}} options.signaling
   * @param {{outgoing: Outgoing}} options.media
   * @param {Listener} options.listener
   * @param {(configuration: RTCConfiguration) => RTCPeerConnection} [options.newConnection]
   * @param {() => MediaStream} [options.newStream]
   */
  constructor({
    signaling,
    media,
    listener,
    newConnection = (configuration) => new RTCPeerConnection(configuration),
    newStream = () => new MediaStream(),
  }) {
    this.#relay = signaling;
    this.#media = media;
    this.#listener = listener;
    this.#newConnection = newConnection;
    this.#newStream = newStream;
  }

  /**
   * Offer to everybody present. Peers know a link by both socket ids, so those made under another
   * id of ours are of no use to them any more.
   * @param {string} selfId
   * @param {string[]} peerIds
   * @param {RTCIceServer[]} iceServers
   */
  enter(selfId, peerIds, iceServers) {
    const kept = selfId === this.#selfId ? peerIds : [];
    for (const peerId of this.links.keys()) if (!kept.includes(peerId)) this.drop(peerId);
    this.#selfId = selfId;
    this.#iceServers = iceServers;
    for (const peerId of peerIds) if (!this.links.has(peerId)) this.#link(peerId).offer();
  }

  /** @param {WireEvents["offer"]} payload */
  async gotOffer({ senderId, sdp }) {
    await this.#linkTo(senderId).gotDescription(sdp, "offer");
  }

  /** @param {WireEvents["answer"]} payload */
  async gotAnswer({ senderId, sdp }) {
    await this.links.get(senderId)?.gotDescription(sdp, "answer");
  }

  /** @param {WireEvents["ice-candidate"]} payload */
  async gotCandidate({ senderId, candidate }) {
    await this.#linkTo(senderId).gotCandidate(candidate);
  }

  /** Send what the media holds now. */
  tracksChanged() {
    for (const link of this.links.values()) link.setOutgoing(this.#media.outgoing);
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#iceServers = iceServers;
    for (const link of this.links.values()) link.setIceServers(iceServers);
  }

  /** @param {string} peerId */
  drop(peerId) {
    const link = this.links.get(peerId);
    if (!link) return;
    link.close();
    this.links.delete(peerId);
    this.#listener.lostLink(peerId);
  }

  close() {
    for (const peerId of this.links.keys()) this.drop(peerId);
  }

  /** @param {string} peerId */
  #linkTo(peerId) {
    return this.links.get(peerId) ?? this.#link(peerId);
  }

  /** @param {string} peerId */
  #link(peerId) {
    const stream = this.#newStream();
    const link = new PeerLink({
      connection: this.#newConnection({ iceServers: this.#iceServers }),
      // Any rule will do that gives the two sides different answers.
      isPolite: this.#selfId < peerId,
      outgoing: this.#media.outgoing,
      send: (signal) => this.#send(peerId, signal),
      gotTracks: (tracks) => {
        replaceTracks(stream, tracks);
        this.#listener.gotStream(peerId, stream);
      },
      gotState: (state) => this.#listener.gotLinkState(peerId, state),
      gotTrouble: (error) => console.warn("A link had trouble:", error),
    });
    this.links.set(peerId, link);
    return link;
  }

  /** @param {string} targetId @param {Signal} signal */
  #send(targetId, signal) {
    if ("candidate" in signal) {
      this.#relay.relay("ice-candidate", { targetId, candidate: signal.candidate.toJSON() });
    } else {
      const { type, sdp } = signal.description;
      this.#relay.relay(type, { targetId, sdp: { type, sdp } });
    }
  }
}

/** @param {MediaStream} stream @param {MediaStreamTrack[]} tracks */
function replaceTracks(stream, tracks) {
  for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
  for (const track of tracks) stream.addTrack(track);
}
