/**
 * The links to everybody else in the meeting, by socket id.
 *
 * The mesh knows who is to be linked and routes signals to the right link; it knows no socket, no
 * page and no names. Whoever enters offers to all who are there, so a link that this side did not
 * begin waits for the peer's offer. A signal may come before the news of who sent it.
 *
 * A link outlives the socket ids at its ends: media flow on while a socket is away, and the link goes
 * on under the new id. It is given up for a new one when a description comes from elsewhere, or when
 * it has not come to stand in its time.
 */

import { ConnectionWatch } from "./connection-watch.js";
import { IceServers } from "./ice-servers.js";
import { PeerLink } from "./peer-link.js";

/** @import {LinkState} from "./model.js" */
/** @import {Outgoing, Signal} from "./peer-link.js" */
/** @import {Timers} from "./timers.js" */
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
 * @property {(peerId: string, state: LinkState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 * @property {(urls: string[]) => void} gotUnusableServers told once of each address
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
  #watch;
  #accepted;

  /**
   * @param {object} options
   * @param {{relay: (name: string, payload: object) => void}} options.signaling
   * @param {{outgoing: Outgoing}} options.media
   * @param {Listener} options.listener
   * @param {(configuration: RTCConfiguration) => RTCPeerConnection} [options.newConnection]
   * @param {() => MediaStream} [options.newStream]
   * @param {Timers} [options.timers]
   */
  constructor({
    signaling,
    media,
    listener,
    newConnection = (configuration) => new RTCPeerConnection(configuration),
    newStream = () => new MediaStream(),
    timers,
  }) {
    this.#relay = signaling;
    this.#media = media;
    this.#listener = listener;
    this.#newConnection = newConnection;
    this.#newStream = newStream;
    this.#accepted = new IceServers(newConnection, listener.gotUnusableServers);
    this.#watch = new ConnectionWatch(
      {
        isConnected: (id) => this.links.get(id)?.connection.connectionState === "connected",
        offerAgain: (id) => this.#offerAgain(id),
        beginAnew: (id) => this.#beginAnew(id),
        giveUp: (id) => listener.gotLinkState(id, "unreachable"),
      },
      timers,
    );
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
      if (!link) this.#begin(peer.id);
      else if (isMoved(peer)) link.offerAgain();
    }
  }

  /** Whose links are to stand: who is present and can be signaled. @param {string[]} peerIds */
  attend(peerIds) {
    this.#watch.attend(peerIds);
  }

  /** Try once more to reach a peer. @param {string} peerId */
  reach(peerId) {
    this.#watch.again(peerId);
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
    if (!this.links.has(senderId)) this.#watch.gotBeginning(senderId);
    await this.#linkTo(senderId)?.gotDescription(sdp, "offer");
  }

  /** @param {WireEvents["answer"]} payload */
  async gotAnswer({ senderId, sdp }) {
    const link = this.links.get(senderId);
    if (!link?.isFromElsewhere(sdp)) return link?.gotDescription(sdp, "answer");
    this.#beginAnew(senderId);
  }

  /** @param {WireEvents["ice-candidate"]} payload */
  async gotCandidate({ senderId, candidate }) {
    await this.#linkTo(senderId)?.gotCandidate(candidate);
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
    for (const link of this.links.values()) {
      this.#accepted.use(iceServers, (accepted) => link.setIceServers(accepted));
    }
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
  #offerAgain(peerId) {
    const link = this.links.get(peerId);
    if (link) link.offerAgain();
    else this.#begin(peerId);
  }

  /** @param {string} peerId */
  #beginAnew(peerId) {
    this.drop(peerId);
    this.#begin(peerId);
  }

  /** @param {string} peerId */
  #begin(peerId) {
    this.#linkTo(peerId)?.offer();
  }

  /** A link that can't even be made keeps no other from being made; it is tried again. @param {string} peerId */
  #linkTo(peerId) {
    try {
      return this.links.get(peerId) ?? this.#link(peerId);
    } catch (error) {
      gotTrouble(error);
      return undefined;
    }
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
      connection: this.#accepted.use(this.#iceServers, (iceServers) =>
        this.#newConnection({ iceServers }),
      ),
      // Any rule will do that gives the two sides different answers.
      isPolite: this.#selfId < peerId,
      outgoing: this.#media.outgoing,
      send: (signal) => this.#send(id(), signal),
      gotTracks: (tracks) => {
        replaceTracks(stream, tracks);
        this.#listener.gotStream(id(), stream);
      },
      gotState: (state) => this.#gotState(id(), state),
      gotTrouble,
    });
    link.silence(this.#silenced.has(peerId));
    this.links.set(peerId, link);
    return link;
  }

  /** @param {string} peerId @param {RTCPeerConnectionState} state */
  #gotState(peerId, state) {
    this.#watch.gotState(peerId, state);
    if (!this.#watch.hasGivenUp(peerId)) this.#listener.gotLinkState(peerId, state);
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

/** @param {unknown} error */
function gotTrouble(error) {
  console.warn("A link had trouble:", error);
}

/** @param {MediaStream} stream @param {MediaStreamTrack[]} tracks */
function replaceTracks(stream, tracks) {
  for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
  for (const track of tracks) stream.addTrack(track);
}
