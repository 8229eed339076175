/**
 * The media connection to one peer: perfect negotiation, and ICE restarts when the network fails.
 *
 * A link knows an RTCPeerConnection and a way to relay signals. It does not know the socket, the page
 * or other peers. `LinkSenders` decides which tracks are sent, and `ReceivedTracks` which ones are
 * played.
 *
 * new ──offer() or a first remote offer──▶ negotiating ⇄ stable ──close()──▶ closed
 */

import { fingerprintOf } from "./fingerprint.js";
import { LinkSenders } from "./link-senders.js";
import { LossWatch } from "./loss-watch.js";
import { ReceivedTracks } from "./received-tracks.js";

/** @import {LinkTracks} from "./direct-tracks.js" */

/** @import {Description, Sources, TracksBySource} from "./media-session.js" */

/**
 * `sources` names what this side sends, if the kinds of the lines don't say it.
 * @typedef {{description: RTCSessionDescription, sources?: Sources} | {candidate: RTCIceCandidate}} Signal
 */

/** Maximum number of candidates kept until a description arrives; a browser creates about 20. */
const EARLY_CANDIDATES = 256;

export class PeerLink {
  /** @type {RTCPeerConnection} */
  connection;
  #senders;
  #send;
  #gotError;

  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;
  /**
   * Whether the first completed negotiation began with an offer of this side. From then on, this
   * side is the polite one: in Chromium, the pictures stop if the other side rolls back an offer.
   * @type {boolean | undefined}
   */
  #hasOfferedFirst;

  /** @type {RTCIceCandidateInit[]} */
  #earlyCandidates = [];
  #received;
  /** @type {Sources} what the peer sends, by the latest of its descriptions that names it */
  #remoteSources = {};
  #loss;

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {boolean} options.isPolite whether this side yields when both sides send a first offer
   *   at once; the two sides must differ
   * @param {LinkTracks} options.outgoing
   * @param {(signal: Signal) => void} options.send
   * @param {(tracks: TracksBySource) => void} options.gotTracks called with all tracks to play now
   * @param {(state: RTCPeerConnectionState) => void} options.gotState
   * @param {(error: unknown) => void} options.gotError
   */
  constructor({ connection, isPolite, outgoing, send, gotTracks, gotState, gotError }) {
    this.connection = connection;
    this.isPolite = isPolite;
    this.#senders = new LinkSenders(connection, outgoing, gotError);
    this.#send = send;
    this.#gotError = gotError;
    this.#received = new ReceivedTracks(gotTracks);
    this.#loss = new LossWatch(connection, { restart: () => connection.restartIce(), gotState });
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) => this.#gotLocalCandidate(candidate);
    connection.ontrack = ({ track, transceiver }) =>
      this.#received.add(track, this.#remoteSources[transceiver.mid ?? ""]);
  }

  /** Start as the offering side; the other side waits for this offer. */
  offer() {
    this.#senders.addFirst();
  }

  /**
   * Send an offer, because signals may have been lost. This also tests whether the peer still has
   * this connection. Media continues in the meantime, and a working path is kept.
   */
  renewOffer() {
    const { connectionState, signalingState } = this.connection;
    if (this.#makingOffer) return;
    if (connectionState === "connected" && signalingState === "stable") this.#negotiate();
    else this.repair();
  }

  /** Send the pending offer again, or restart ICE. Media continues where the old path works. */
  repair() {
    if (this.connection.signalingState === "have-local-offer") this.#sendDescription();
    else this.connection.restartIce();
  }

  /**
   * Return whether a description comes from another connection than the current remote one. The
   * peer's page was reloaded, or the peer has started a new connection.
   * @param {Description} sdp
   */
  isFromAnotherConnection(sdp) {
    const known = this.connection.remoteDescription;
    return known !== null && fingerprintOf(known) !== fingerprintOf(sdp);
  }

  /** Mute or unmute the microphone of this peer. @param {boolean} isMuted */
  muteAudio(isMuted) {
    this.#received.muteAudio(isMuted);
  }

  /** Return the receivers of the peer's microphone. */
  get microphones() {
    const tracks = this.#received.of("microphone");
    return this.connection.getReceivers().filter(({ track }) => tracks.includes(track));
  }

  /** Return the senders by what they send now. */
  get senders() {
    return this.#senders.bySource;
  }

  /** Replace the outgoing tracks. @param {LinkTracks} outgoing */
  setOutgoing(outgoing) {
    this.#senders.replace(outgoing);
  }

  /** Set whether this peer understands a second picture. @param {boolean} hasTwoPictures */
  setTwoPictures(hasTwoPictures) {
    this.#senders.setTwoPictures(hasTwoPictures);
  }

  /**
   * @param {Description} sdp
   * @param {RTCSdpType} type
   * @param {Sources} [sources] what the peer sends
   */
  async gotDescription(sdp, type, sources) {
    const description = typeof sdp === "string" ? { type, sdp } : sdp;
    try {
      await this.#applyDescription(description, sources);
    } catch (error) {
      this.#isSettingRemoteAnswerPending = false;
      this.#gotError(error);
    }
  }

  /** @param {RTCIceCandidateInit | null} candidate */
  async gotCandidate(candidate) {
    // Ignore the end-of-candidates signal. Browsers expect different forms of it and detect the end
    // without it.
    if (!candidate?.candidate) return;
    if (this.connection.remoteDescription) await this.#addCandidate(candidate);
    else if (!this.#ignoreOffer && this.#earlyCandidates.length < EARLY_CANDIDATES) {
      this.#earlyCandidates.push(candidate);
    }
  }

  close() {
    this.#loss.stop();
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.ontrack = null;
    this.#received.clear();
    this.connection.close();
  }

  async #negotiate() {
    try {
      this.#makingOffer = true;
      await this.connection.setLocalDescription();
      this.#sendDescription();
    } catch (error) {
      this.#gotError(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** @param {RTCSessionDescriptionInit} description @param {Sources} [sources] */
  async #applyDescription(description, sources) {
    const isOffer = description.type === "offer";
    const isReadyForOffer =
      !this.#makingOffer &&
      (this.connection.signalingState === "stable" || this.#isSettingRemoteAnswerPending);
    const mayYield = this.#hasOfferedFirst ?? this.isPolite;
    this.#ignoreOffer = !mayYield && isOffer && !isReadyForOffer;
    if (this.#ignoreOffer) return;

    this.#remoteSources = sources ?? this.#remoteSources;
    this.#isSettingRemoteAnswerPending = description.type === "answer";
    await this.connection.setRemoteDescription(description);
    this.#isSettingRemoteAnswerPending = false;
    if (description.type === "answer") this.#hasOfferedFirst ??= true;
    if (isOffer) {
      this.#senders.adoptOffered(this.#remoteSources);
      await this.connection.setLocalDescription();
      this.#hasOfferedFirst ??= false;
      this.#senders.releaseReceiveOnly();
      this.#sendDescription();
      this.#senders.addMissing();
    }
    for (const candidate of this.#earlyCandidates.splice(0)) await this.#addCandidate(candidate);
  }

  #sendDescription() {
    const description = this.connection.localDescription;
    const { sources } = this.#senders;
    if (description) this.#send(sources ? { description, sources } : { description });
  }

  /** @param {RTCIceCandidate | null} candidate */
  #gotLocalCandidate(candidate) {
    // Do not send the final null: some clients can't parse it, and no client needs it.
    if (candidate) this.#send({ candidate });
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #addCandidate(candidate) {
    try {
      await this.connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoreOffer) this.#gotError(error);
    }
  }
}
