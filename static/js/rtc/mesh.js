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
import { IceServers } from "./ice-servers.js";
import { PeerLink } from "./peer-link.js";
import { replaceTracks } from "./received-tracks.js";
import { signalEvent } from "./signal-event.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {Description, LinkState} from "./peer-link.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */

/**
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} [previousId] the previous socket id of this peer
 * @property {boolean} keepsConnections whether this peer also keeps a connection when one end gets a
 *   new id
 * @property {boolean} [isReconnecting] whether this peer's socket is disconnected
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
  #signaling;
  #media;
  #listener;
  #newConnection;
  #newStream;
  #selfId = "";
  /** @type {ReadonlySet<string>} */
  #mutedIds = new Set();
  /** @type {RTCIceServer[]} */
  #iceServers = [];
  #connectionRetry;
  #accepted;
  /** Socket ids of peers that must get an offer if they return under the same id. */
  #toRenew = new Set();

  /**
   * @param {object} options
   * @param {{sendSignal: (name: string, payload: object) => void}} options.signaling
   * @param {{outgoing: OutgoingTracks}} options.media
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
    this.#signaling = signaling;
    this.#media = media;
    this.#listener = listener;
    this.#newConnection = newConnection;
    this.#newStream = newStream;
    this.#accepted = new IceServers(newConnection, listener.gotUnusableServers);
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

  /**
   * Send an offer to everyone present. A connection that both ends have kept is reused; signals
   * sent while this client was disconnected are lost, so the offer is sent again. A peer that is
   * reconnecting sends its own offer when it returns under a new id.
   * @param {string} selfId
   * @param {Peer[]} peers
   * @param {RTCIceServer[]} iceServers
   */
  join(selfId, peers, iceServers) {
    const hasNewId = selfId !== this.#selfId;
    const isMoved = (/** @type {Peer} */ { id, previousId = id }) => hasNewId || id !== previousId;
    const kept = peers.filter((peer) => peer.keepsConnections || !isMoved(peer));
    const keptIds = kept.map(({ id, previousId = id }) => previousId);
    for (const id of this.links.keys()) if (!keptIds.includes(id)) this.drop(id);
    this.#selfId = selfId;
    this.#toRenew.clear();
    this.setIceServers(iceServers);
    for (const peer of peers) {
      this.#rename(peer.previousId ?? peer.id, peer.id);
      const link = this.links.get(peer.id);
      if (!link) this.#sendFirstOffer(peer.id);
      else if (isMoved(peer) && peer.isReconnecting) this.#toRenew.add(peer.id);
      else if (isMoved(peer)) link.renewOffer();
    }
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
    this.#rename(previousId, id);
    const link = this.links.get(id);
    if (this.#toRenew.delete(previousId) && id === previousId) link?.renewOffer();
    else if (link?.connection.signalingState === "have-local-offer") link.repair();
  }

  /** @param {{senderId: string, sdp: Description}} payload */
  async gotOffer({ senderId, sdp }) {
    const link = this.links.get(senderId);
    if (!link) {
      this.#connectionRetry.gotFirstConnection(senderId);
    } else if (link.isFromAnotherConnection(sdp)) {
      this.drop(senderId);
      this.#connectionRetry.gotReplacement(senderId);
    }
    await this.#getOrCreateLink(senderId)?.gotDescription(sdp, "offer");
  }

  /** @param {{senderId: string, sdp: Description}} payload */
  async gotAnswer({ senderId, sdp }) {
    const link = this.links.get(senderId);
    if (!link?.isFromAnotherConnection(sdp)) return link?.gotDescription(sdp, "answer");
    this.#replaceConnection(senderId);
  }

  /** @param {{senderId: string, candidate: RTCIceCandidateInit | null}} payload */
  async gotCandidate({ senderId, candidate }) {
    await this.#getOrCreateLink(senderId)?.gotCandidate(candidate);
  }

  /**
   * Mute the audio of exactly these peers, including peers without a connection yet.
   * @param {string[]} peerIds
   */
  muteAudio(peerIds) {
    this.#mutedIds = new Set(peerIds);
    for (const [id, link] of this.links) link.muteAudio(this.#mutedIds.has(id));
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
    if (!this.#accepted.hasRelay(this.#iceServers)) return;
    this.drop(peerId);
    this.#getOrCreateLink(peerId, { iceTransportPolicy: "relay" })?.offer();
  }

  /** @param {string} peerId */
  #sendFirstOffer(peerId) {
    this.#getOrCreateLink(peerId)?.offer();
  }

  /**
   * Return the link to a peer, or create it. If it can't be created, report the error and return
   * undefined, so that other links are still created; `ConnectionRetry` tries again.
   * @param {string} peerId
   * @param {RTCConfiguration} [configuration] of a new connection
   */
  #getOrCreateLink(peerId, configuration = {}) {
    try {
      return this.links.get(peerId) ?? this.#createLink(peerId, configuration);
    } catch (error) {
      gotError(error);
      return undefined;
    }
  }

  /** @param {string} previousId @param {string} id */
  #rename(previousId, id) {
    const link = this.links.get(previousId);
    if (!link) return;
    // The two ends of a connection must still compute different values.
    link.isPolite = this.#selfId < id;
    if (previousId === id) return;
    // The peer's reloaded page may have sent an offer before the server announced its new id.
    if (this.links.has(id)) return this.drop(previousId);
    this.links.delete(previousId);
    this.links.set(id, link);
    this.#ids.set(link, id);
    link.muteAudio(this.#mutedIds.has(id));
  }

  /** @param {string} peerId @param {RTCConfiguration} configuration */
  #createLink(peerId, configuration) {
    const stream = this.#newStream();
    const id = () => this.#ids.get(link) ?? peerId;
    /** @type {PeerLink} */
    const link = new PeerLink({
      connection: this.#accepted.use(this.#iceServers, (iceServers) =>
        this.#newConnection({ ...configuration, iceServers }),
      ),
      // Any rule works that gives the two ends different values.
      isPolite: this.#selfId < peerId,
      outgoing: this.#media.outgoing,
      send: (signal) => this.#signaling.sendSignal(...signalEvent(id(), signal)),
      gotTracks: (tracks) => {
        replaceTracks(stream, tracks);
        this.#listener.gotStream(id(), stream);
      },
      gotState: (state) => this.#gotState(id(), state),
      gotError,
    });
    link.muteAudio(this.#mutedIds.has(peerId));
    this.links.set(peerId, link);
    return link;
  }

  /** @param {string} peerId @param {RTCPeerConnectionState} state */
  #gotState(peerId, state) {
    this.#connectionRetry.gotState(peerId, state);
    if (!this.#connectionRetry.hasGivenUp(peerId)) this.#listener.gotLinkState(peerId, state);
  }
}

/** @param {unknown} error */
function gotError(error) {
  console.warn("A link had trouble:", error);
}
