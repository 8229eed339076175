/**
 * The media connection to the current partner, if there is one. Each partner gets a new connection.
 *
 * `PairLink` knows the local media and how to create a peer connection. It does not know the
 * socket, the page or the server. The server decides which side offers first. From then on, the
 * connection has limited time to be established: the link sends the offer again, then builds a new
 * connection, then one through a relay, then reports the partner as unreachable. It also reports a partner who is not ready
 * within 30 s, for example because their browser still asks for a camera.
 */

import { realTimers } from "../browser/timers.js";
import { ConnectionFactory } from "../rtc/connection-factory.js";
import { ConnectionRetry } from "../rtc/connection-retry.js";
import { PeerLink } from "../rtc/peer-link.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {LinkState} from "../rtc/media-session.js" */
/** @import {LocalMedia} from "../media/local-media.js" */
/** @import {NewConnection} from "../rtc/ice-servers.js" */
/** @import {Signal} from "../rtc/peer-link.js" */

/**
 * @typedef {object} Listener
 * @property {(signal: Signal) => void} send
 * @property {(stream: MediaStream, hasPicture: boolean) => void} gotStream
 * @property {(state: LinkState) => void} gotState
 */

/** The id of the partner for `ConnectionRetry`. There is only one partner at a time. */
const PARTNER = "partner";
const READY_MS = 30_000;

export class PairLink {
  /** @type {PeerLink | null} */
  #link = null;
  /** @type {{isPolite: boolean, listener: Listener} | null} */
  #opened = null;
  #hasBegun = false;
  #hasOffered = false;
  #media;
  #connections;
  #timers;
  #connectionRetry;
  /** @type {any} */
  #readyTimer;

  /**
   * @param {Pick<LocalMedia, "outgoing">} media
   * @param {{newConnection?: NewConnection, timers?: Timers}} [parts]
   */
  constructor(media, { newConnection = connect, timers = realTimers } = {}) {
    this.#media = media;
    this.#timers = timers;
    this.#connections = new ConnectionFactory(newConnection, (urls) =>
      console.warn("This browser refuses these STUN or TURN addresses:", urls.join(" ")),
    );
    const actions = {
      isConnected: () => this.connection?.connectionState === "connected",
      restartIce: () => this.#link?.repair(),
      replaceConnection: () => this.#replaceConnection(),
      useRelayOnly: () => this.#useRelayOnly(),
      giveUp: () => this.#giveUp(),
    };
    this.#connectionRetry = new ConnectionRetry(actions, timers);
  }

  get connection() {
    return this.#link?.connection ?? null;
  }

  /** @param {RTCIceServer[]} iceServers @param {boolean} isPolite @param {Listener} listener */
  open(iceServers, isPolite, listener) {
    this.close();
    this.#connections.setIceServers(iceServers);
    this.#opened = { isPolite, listener };
    this.#make();
    this.#awaitReadiness();
  }

  /**
   * Start as the offering side. A repeated request does nothing, because the server resends the
   * signals that the partner missed.
   */
  offer() {
    if (!this.#hasOffered) this.#link?.offer();
    this.#hasOffered = true;
    this.#sendFirstOffer();
  }

  /** @param {RTCSessionDescriptionInit} description @param {RTCSdpType} type */
  gotDescription(description, type) {
    if (type === "offer" && this.#link?.isFromAnotherConnection(description)) {
      this.#make();
      this.#connectionRetry.gotReplacement(PARTNER);
    }
    this.#sendFirstOffer();
    this.#link?.gotDescription(description, type);
  }

  /** @param {RTCIceCandidateInit | null} candidate */
  gotCandidate(candidate) {
    this.#link?.gotCandidate(candidate);
  }

  /** Try again to connect to the partner. */
  retry() {
    this.#opened?.listener.gotState("new");
    if (this.#hasBegun) this.#connectionRetry.retry(PARTNER);
    else this.#awaitReadiness();
  }

  /** Send the current local tracks. */
  tracksChanged() {
    this.#link?.setOutgoing(this.#media.outgoing);
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#connections.setIceServers(iceServers);
    if (this.connection) this.#connections.update(this.connection);
  }

  close() {
    this.#timers.clear(this.#readyTimer);
    this.#connectionRetry.watch([]);
    this.#link?.close();
    this.#link = this.#opened = null;
    this.#hasBegun = this.#hasOffered = false;
  }

  #awaitReadiness() {
    this.#timers.clear(this.#readyTimer);
    this.#readyTimer = this.#timers.set(() => this.#giveUp(), READY_MS);
  }

  /**
   * Start watching the connection. Both sides are ready; any later problem is between the two
   * browsers.
   */
  #sendFirstOffer() {
    this.#timers.clear(this.#readyTimer);
    this.#hasBegun = true;
    this.#connectionRetry.watch([PARTNER]);
  }

  /** @param {RTCConfiguration} [configuration] of the new connection */
  #replaceConnection(configuration) {
    this.#make(configuration);
    this.#link?.offer();
    this.#hasOffered = true;
  }

  /** Replace the connection by one through a TURN server, if there is one. */
  #useRelayOnly() {
    if (this.#connections.hasRelay) this.#replaceConnection({ iceTransportPolicy: "relay" });
  }

  #giveUp() {
    this.#opened?.listener.gotState("unreachable");
  }

  /** @param {RTCConfiguration} [configuration] */
  #make(configuration = {}) {
    this.#link?.close();
    if (!this.#opened) return;
    const { isPolite, listener } = this.#opened;
    this.#link = new PeerLink({
      connection: this.#connections.create(configuration),
      isPolite,
      outgoing: this.#media.outgoing,
      send: listener.send,
      gotState: (state) => this.#gotState(state),
      gotTracks: ({ microphone = [], camera = [] }) => {
        const hasPicture = camera.some((track) => !track.muted);
        listener.gotStream(new MediaStream([...microphone, ...camera]), hasPicture);
      },
      gotError: (error) => console.warn("The link had trouble:", error),
    });
  }

  /** @param {RTCPeerConnectionState} state */
  #gotState(state) {
    this.#connectionRetry.gotState(PARTNER, state);
    if (!this.#connectionRetry.hasGivenUp(PARTNER)) this.#opened?.listener.gotState(state);
  }
}

/** @type {NewConnection} */
function connect(configuration) {
  return new RTCPeerConnection(configuration);
}
