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

import { ConnectionRetry } from "./connection-retry.js";
import { MeshLinks } from "./mesh-links.js";
import { ReceivedLevel } from "./received-level.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {ConnectionFactory} from "./connection-factory.js" */
/** @import {Description, MediaSession, SessionListener, Sources} from "./media-session.js" */

/**
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} [previousId] the previous socket id of this peer
 * @property {boolean} keepsConnections whether this peer also keeps a connection when one end gets a
 *   new id
 * @property {boolean} [isReconnecting] whether this peer's socket is disconnected
 */

/**
 * The signals of peers, by the names of their events.
 * @typedef {object} SignalPayloads
 * @property {{senderId: string, sdp: Description, sources?: Sources}} offer
 * @property {{senderId: string, sdp: Description, sources?: Sources}} answer
 * @property {{senderId: string, candidate: RTCIceCandidateInit | null}} ice-candidate
 */

/** @implements {MediaSession} */
export class Mesh {
  #media;
  #listener;
  #links;
  #levels = new ReceivedLevel();
  #connectionRetry;
  /** Socket ids of peers that must get an offer if they return under the same id. */
  #toRenew = new Set();

  /**
   * @param {object} options
   * @param {{sendSignal: (name: string, payload: object) => void}} options.signaling
   * @param {{outgoing: OutgoingTracks}} options.media
   * @param {SessionListener} options.listener
   * @param {ConnectionFactory} options.connections
   * @param {Timers} [options.timers]
   */
  constructor({ signaling, media, listener, connections, timers }) {
    this.#media = media;
    this.#listener = listener;
    this.#links = new MeshLinks({
      signaling,
      media,
      listener,
      connections,
      gotState: (id, state) => this.#gotState(id, state),
    });
    this.#connectionRetry = new ConnectionRetry(
      {
        isConnected: (id) => this.links.get(id)?.connection.connectionState === "connected",
        restartIce: (id) => this.#repair(id),
        replaceConnection: (id) => this.#replaceConnection(id),
        useRelayOnly: (id) => this.#useRelayOnly(id),
        giveUp: (id) => listener.gotLinkState(id, "unreachable"),
      },
      timers,
    );
  }

  /** The links by the current socket id of their peers. */
  get links() {
    return this.#links.byId;
  }

  /**
   * Send an offer to everyone present. A connection that both ends have kept is reused; signals
   * sent while this client was disconnected are lost, so the offer is sent again. A peer that is
   * reconnecting sends its own offer when it returns under a new id.
   * @param {string} selfId
   * @param {Peer[]} peers
   * @param {RTCIceServer[]} iceServers
   */
  join(selfId, peers, iceServers) {
    const hasNewId = selfId !== this.#links.selfId;
    const isMoved = (/** @type {Peer} */ { id, previousId = id }) => hasNewId || id !== previousId;
    const kept = peers.filter((peer) => peer.keepsConnections || !isMoved(peer));
    const keptIds = kept.map(({ id, previousId = id }) => previousId);
    for (const id of this.links.keys()) if (!keptIds.includes(id)) this.drop(id);
    this.#links.selfId = selfId;
    this.#toRenew.clear();
    this.setIceServers(iceServers);
    for (const peer of peers) {
      this.#links.rename(peer.previousId ?? peer.id, peer.id);
      const link = this.links.get(peer.id);
      if (!link) this.#sendFirstOffer(peer.id);
      else if (isMoved(peer) && peer.isReconnecting) this.#toRenew.add(peer.id);
      else if (isMoved(peer)) link.renewOffer();
    }
  }

  /**
   * Connect to these peers if there is no link yet. Each of them does the same at about this time,
   * so that one side of each pair waits for the other's offer.
   * @param {string[]} peerIds
   */
  connect(peerIds) {
    for (const id of peerIds)
      if (!this.links.has(id) && this.#links.selfId < id) this.#sendFirstOffer(id);
  }

  /**
   * Watch the connections to these peers, which are present and can be signaled.
   * @param {string[]} peerIds
   */
  watch(peerIds) {
    this.#connectionRetry.watch(peerIds);
  }

  /** Try again to connect to a peer. @param {string} peerId */
  retry(peerId) {
    this.#connectionRetry.retry(peerId);
  }

  /**
   * Move a peer's connection to its new socket id.
   * @param {string} previousId
   * @param {string} id
   */
  gotResumed(previousId, id) {
    this.#links.rename(previousId, id);
    const link = this.links.get(id);
    if (this.#toRenew.delete(previousId) && id === previousId) link?.renewOffer();
    else if (link?.connection.signalingState === "have-local-offer") link.repair();
  }

  /** @param {SignalPayloads["offer"]} payload */
  async gotOffer({ senderId, sdp, sources }) {
    const link = this.links.get(senderId);
    if (!link) {
      this.#connectionRetry.gotFirstConnection(senderId);
    } else if (link.isFromAnotherConnection(sdp)) {
      this.drop(senderId);
      this.#connectionRetry.gotReplacement(senderId);
    }
    await this.#links.getOrCreate(senderId)?.gotDescription(sdp, "offer", sources);
  }

  /** @param {SignalPayloads["answer"]} payload */
  async gotAnswer({ senderId, sdp, sources }) {
    const link = this.links.get(senderId);
    if (!link?.isFromAnotherConnection(sdp)) return link?.gotDescription(sdp, "answer", sources);
    this.#replaceConnection(senderId);
  }

  /** @param {SignalPayloads["ice-candidate"]} payload */
  async gotCandidate({ senderId, candidate }) {
    await this.#links.getOrCreate(senderId)?.gotCandidate(candidate);
  }

  /**
   * Mute the microphones of exactly these peers, including peers without a connection yet.
   * @param {string[]} peerIds
   */
  muteAudio(peerIds) {
    this.#links.muteAudio(peerIds);
  }

  /**
   * Send a second picture to exactly these peers, including peers without a connection yet.
   * @param {string[]} peerIds
   */
  useTwoPictures(peerIds) {
    this.#links.useTwoPictures(peerIds);
  }

  /** Send the current local tracks to every peer. */
  tracksChanged() {
    for (const link of this.links.values()) link.setOutgoing(this.#media.outgoing);
  }

  /** @param {string} peerId */
  levelOf(peerId) {
    return this.#levels.read(this.links.get(peerId)?.microphones ?? []);
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#links.setIceServers(iceServers);
  }

  /** @param {string} peerId */
  drop(peerId) {
    this.#links.drop(peerId);
  }

  close() {
    for (const peerId of this.links.keys()) this.drop(peerId);
  }

  /** @param {string} peerId */
  #repair(peerId) {
    const link = this.links.get(peerId);
    if (link) link.repair();
    else this.#sendFirstOffer(peerId);
  }

  /** @param {string} peerId */
  #replaceConnection(peerId) {
    this.drop(peerId);
    this.#sendFirstOffer(peerId);
  }

  /** Replace the connection by one through a TURN server, if there is one. @param {string} peerId */
  #useRelayOnly(peerId) {
    if (!this.#links.hasRelay) return;
    this.drop(peerId);
    this.#links.getOrCreate(peerId, { iceTransportPolicy: "relay" })?.offer();
  }

  /** @param {string} peerId */
  #sendFirstOffer(peerId) {
    this.#links.getOrCreate(peerId)?.offer();
  }

  /** @param {string} peerId @param {RTCPeerConnectionState} state */
  #gotState(peerId, state) {
    this.#connectionRetry.gotState(peerId, state);
    if (!this.#connectionRetry.hasGivenUp(peerId)) this.#listener.gotLinkState(peerId, state);
  }
}
