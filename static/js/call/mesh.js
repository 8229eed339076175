/**
 * The links to everybody else in the meeting, by socket id.
 *
 * The mesh knows who is to be linked and routes signals to the right link; it knows no socket, no
 * page and no names. Whoever enters offers to all who are there, so a link that this side did not
 * begin waits for the peer's offer. A signal may come before the news of who sent it.
 *
 * A link outlives the socket ids at its ends: media flow on while a socket is away, and the link goes
 * on under the new id. It is given up for a new one only when a description comes from elsewhere.
 */

import { PeerLink } from "./peer-link.js";

/** @import {Outgoing, Signal} from "./peer-link.js" */
/** @import {WireEvents} from "./wire.js" */

/**
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} [formerId] the id this peer was last known by
 * @property {boolean} keepsLinks whether it, too, keeps a link when one end has a new id
 */

/**
 * @typedef {object} Listener
 * @property {(peerId: string, stream: MediaStream) => void} gotStream
 * @property {(peerId: string, state: RTCPeerConnectionState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 */

export class Mesh {
  /** @type {Map<string, PeerLink>} */
  links = new Map();
  /** What each peer is called at the moment. @type {WeakMap<PeerLink, string>} */
  #ids = new WeakMap();
  #relay;
  #media;
  #listener;
  #newConnection;
  #newStream;
  #selfId = "";
  /** @type {ReadonlySet<string>} */
  #silenced = new Set();
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
   * Offer to everybody present, over the links there are where both ends have kept them. What was
   * signaled while this side was away is lost, so those are asked anew.
   * @param {string} selfId
   * @param {Peer[]} peers
   * @param {RTCIceServer[]} iceServers
   */
  enter(selfId, peers, iceServers) {
    const hasNewId = selfId !== this.#selfId;
    const isMoved = (/** @type {Peer} */ { id, formerId = id }) => hasNewId || id !== formerId;
    const kept = peers.filter((peer) => peer.keepsLinks || !isMoved(peer));
    const keptIds = kept.map(({ id, formerId = id }) => formerId);
    for (const id of this.links.keys()) if (!keptIds.includes(id)) this.drop(id);
    this.#selfId = selfId;
    this.setIceServers(iceServers);
    for (const peer of peers) {
      this.#rename(peer.formerId ?? peer.id, peer.id);
      const link = this.links.get(peer.id);
      if (!link) this.#link(peer.id).offer();
      else if (isMoved(peer)) link.offerAgain();
    }
  }

  /** A peer came back under another id. @param {string} formerId @param {string} id */
  gotResumed(formerId, id) {
    this.#rename(formerId, id);
    const link = this.links.get(id);
    if (link?.connection.signalingState === "have-local-offer") link.offerAgain();
  }

  /** @param {WireEvents["offer"]} payload */
  async gotOffer({ senderId, sdp }) {
    if (this.links.get(senderId)?.isFromElsewhere(sdp)) this.drop(senderId);
    await this.#linkTo(senderId).gotDescription(sdp, "offer");
  }

  /** @param {WireEvents["answer"]} payload */
  async gotAnswer({ senderId, sdp }) {
    const link = this.links.get(senderId);
    if (!link?.isFromElsewhere(sdp)) return link?.gotDescription(sdp, "answer");
    this.drop(senderId);
    this.#link(senderId).offer();
  }

  /** @param {WireEvents["ice-candidate"]} payload */
  async gotCandidate({ senderId, candidate }) {
    await this.#linkTo(senderId).gotCandidate(candidate);
  }

  /** Let exactly these peers not be heard, those included who have no link yet. @param {string[]} peerIds */
  silence(peerIds) {
    this.#silenced = new Set(peerIds);
    for (const [id, link] of this.links) link.silence(this.#silenced.has(id));
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

  /** @param {string} formerId @param {string} id */
  #rename(formerId, id) {
    const link = this.links.get(formerId);
    if (!link) return;
    // The two sides of a link must go on giving different answers.
    link.isPolite = this.#selfId < id;
    if (formerId === id) return;
    // The peer's new page may have offered before it was known whose it is.
    if (this.links.has(id)) return this.drop(formerId);
    this.links.delete(formerId);
    this.links.set(id, link);
    this.#ids.set(link, id);
    link.silence(this.#silenced.has(id));
  }

  /** @param {string} peerId */
  #link(peerId) {
    const stream = this.#newStream();
    const id = () => this.#ids.get(link) ?? peerId;
    /** @type {PeerLink} */
    const link = new PeerLink({
      connection: this.#newConnection({ iceServers: this.#iceServers }),
      // Any rule will do that gives the two sides different answers.
      isPolite: this.#selfId < peerId,
      outgoing: this.#media.outgoing,
      send: (signal) => this.#send(id(), signal),
      gotTracks: (tracks) => {
        replaceTracks(stream, tracks);
        this.#listener.gotStream(id(), stream);
      },
      gotState: (state) => this.#listener.gotLinkState(id(), state),
      gotTrouble: (error) => console.warn("A link had trouble:", error),
    });
    link.silence(this.#silenced.has(peerId));
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
