/**
 * The links of a mesh, by the current socket id of their peers, with the settings of each peer.
 *
 * Settings may be known before the link: a link that is created later, or gets another id, has the
 * settings of its id. This class does not know who must be connected.
 */

import { PeerLink } from "./peer-link.js";
import { signalEvent } from "./signal-event.js";

/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {ConnectionFactory} from "./connection-factory.js" */
/** @import {SessionListener} from "./media-session.js" */

/**
 * @typedef {object} Parts
 * @property {{sendSignal: (name: string, payload: object) => void}} signaling
 * @property {{outgoing: OutgoingTracks}} media
 * @property {SessionListener} listener
 * @property {ConnectionFactory} connections
 * @property {(peerId: string, state: RTCPeerConnectionState) => void} gotState
 */

export class MeshLinks {
  /** @type {Map<string, PeerLink>} */
  byId = new Map();
  /**
   * The current socket id of each link's peer.
   * @type {WeakMap<PeerLink, string>}
   */
  #ids = new WeakMap();
  selfId = "";
  /** @type {ReadonlySet<string>} */
  #mutedIds = new Set();
  /** @type {ReadonlySet<string>} */
  #twoPictureIds = new Set();
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Whether media can be relayed by a TURN server. */
  get hasRelay() {
    return this.#parts.connections.hasRelay;
  }

  /**
   * Return the link to a peer, or create it. If it can't be created, report the error and return
   * undefined, so that other links are still created; `ConnectionRetry` tries again.
   * @param {string} peerId
   * @param {RTCConfiguration} [configuration] of a new connection
   */
  getOrCreate(peerId, configuration = {}) {
    try {
      return this.byId.get(peerId) ?? this.#create(peerId, configuration);
    } catch (error) {
      gotError(error);
      return undefined;
    }
  }

  /** @param {string} peerId */
  drop(peerId) {
    const link = this.byId.get(peerId);
    if (!link) return;
    link.close();
    this.byId.delete(peerId);
    this.#parts.listener.lostLink(peerId);
  }

  /** @param {string} previousId @param {string} id */
  rename(previousId, id) {
    const link = this.byId.get(previousId);
    if (!link) return;
    // The two ends of a connection must still compute different values.
    link.isPolite = this.selfId < id;
    if (previousId === id) return;
    // The peer's reloaded page may have sent an offer before the server announced its new id.
    if (this.byId.has(id)) return this.drop(previousId);
    this.byId.delete(previousId);
    this.byId.set(id, link);
    this.#ids.set(link, id);
    this.#applySettings(link, id);
    this.#parts.listener.movedLink(previousId, id);
  }

  /** @param {string[]} peerIds */
  muteAudio(peerIds) {
    this.#mutedIds = new Set(peerIds);
    for (const [id, link] of this.byId) this.#applySettings(link, id);
  }

  /** @param {string[]} peerIds */
  useTwoPictures(peerIds) {
    this.#twoPictureIds = new Set(peerIds);
    for (const [id, link] of this.byId) this.#applySettings(link, id);
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    const { connections } = this.#parts;
    connections.setIceServers(iceServers);
    for (const { connection } of this.byId.values()) connections.update(connection);
  }

  /** @param {string} peerId @param {RTCConfiguration} configuration */
  #create(peerId, configuration) {
    const { connections, gotState, listener, media, signaling } = this.#parts;
    const id = () => this.#ids.get(link) ?? peerId;
    /** @type {PeerLink} */
    const link = new PeerLink({
      connection: connections.create(configuration),
      // Any rule works that gives the two ends different values.
      isPolite: this.selfId < peerId,
      outgoing: media.outgoing,
      send: (signal) => signaling.sendSignal(...signalEvent(id(), signal)),
      gotTracks: (tracks) => listener.gotTracks(id(), tracks),
      gotState: (state) => gotState(id(), state),
      gotError,
    });
    this.#applySettings(link, peerId);
    this.byId.set(peerId, link);
    return link;
  }

  /** @param {PeerLink} link @param {string} id */
  #applySettings(link, id) {
    link.muteAudio(this.#mutedIds.has(id));
    link.setTwoPictures(this.#twoPictureIds.has(id));
  }
}

/** @param {unknown} error */
function gotError(error) {
  console.warn("A link had trouble:", error);
}
