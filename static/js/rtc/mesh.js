/**
 * Manage the peer connections to everyone else in the meeting, by socket id.
 *
 * The mesh knows which peers to connect to, and routes each signal to the right `PeerLink`. It does
 * not know the socket, the page or names. A client that enters sends an offer to everyone present;
 * a client that is already present waits for that offer. A signal may arrive before the event that
 * announces its sender.
 *
 * A peer connection survives a change of the socket id at either end: media continues while a
 * socket is disconnected, and the connection continues under the new id. The mesh replaces it if a
 * description comes from another connection, or if it is not established in time.
 */

import { ConnectionWatch } from "./connection-retry.js";
import { IceServers } from "./ice-servers.js";
import { PeerLink } from "./peer-link.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {WireEvents} from "../call/protocol.js" */
/** @import {LinkState} from "../call/state/model.js" */
/** @import {Outgoing, Signal} from "./peer-link.js" */

/**
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} [formerId] the previous socket id of this peer
 * @property {boolean} keepsLinks whether this peer also keeps a connection when one end gets a new
 *   id
 */

/**
 * @typedef {object} Listener
 * @property {(peerId: string, stream: MediaStream) => void} gotStream
 * @property {(peerId: string, state: LinkState) => void} gotLinkState
 * @property {(peerId: string) => void} lostLink
 * @property {(urls: string[]) => void} gotUnusableServers called once for each refused URL
 */

export class Mesh {
  /** @type {Map<string, PeerLink>} */
  links = new Map();
  /**
   * The current socket id of each link's peer.
   * @type {WeakMap<PeerLink, string>}
   */
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
   * Send an offer to everyone present. A connection that both ends have kept is reused; signals
   * sent while this client was disconnected are lost, so the offer is sent again.
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

  /**
   * Watch the connections to these peers, which are present and can be signaled.
   * @param {string[]} peerIds
   */
  attend(peerIds) {
    this.#watch.attend(peerIds);
  }

  /** Try again to connect to a peer. @param {string} peerId */
  reach(peerId) {
    this.#watch.again(peerId);
  }

  /** Move a peer's connection to its new socket id. @param {string} formerId @param {string} id */
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

  /**
   * Mute the audio of exactly these peers, including peers without a connection yet.
   * @param {string[]} peerIds
   */
  silence(peerIds) {
    this.#silenced = new Set(peerIds);
    for (const [id, link] of this.links) link.silence(this.#silenced.has(id));
  }

  /** Send the current local tracks to every peer. */
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

  /**
   * Return the link to a peer, or create it. If it can't be created, report the error and return
   * undefined, so that other links are still created; the watch tries again.
   * @param {string} peerId
   */
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
    // The two ends of a connection must still compute different values.
    link.isPolite = this.#selfId < id;
    if (formerId === id) return;
    // The peer's reloaded page may have sent an offer before the server announced its new id.
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
      // Any rule works that gives the two ends different values.
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
