/**
 * The media connection to one peer: perfect negotiation, and ICE restarts when the network fails.
 *
 * A link knows an RTCPeerConnection, its two outgoing tracks and a way to relay signals. It does
 * not know the socket, the page or other peers. One sender per kind exists from the first offer on.
 * Therefore turning on a camera or sharing a screen replaces a track and needs no negotiation.
 *
 * new ──offer() or a first remote offer──▶ negotiating ⇄ stable ──close()──▶ closed
 */

import { fingerprintOf } from "./fingerprint.js";
import { ReceivedTracks } from "./received-tracks.js";

/** @import {OutgoingTracks} from "../media/local-media.js" */

/** @typedef {"audio" | "video"} Kind */
/**
 * A session description: an object, or from some clients the bare SDP string.
 * @typedef {RTCSessionDescriptionInit | string} Description
 */
/**
 * `unreachable`: every attempt failed. A new attempt starts only when the person asks for it.
 * @typedef {RTCPeerConnectionState | "unreachable"} LinkState
 */
/** @typedef {{description: RTCSessionDescription} | {candidate: RTCIceCandidate}} Signal */

/** A short "disconnected" state recovers without help. After this time the link restarts ICE. */
const DISCONNECTED_GRACE_MS = 4000;
/** Maximum number of candidates kept until a description arrives; a browser creates about 20. */
const EARLY_CANDIDATES = 256;
const KINDS = /** @type {const} */ (["audio", "video"]);

export class PeerLink {
  /** @type {RTCPeerConnection} */
  connection;
  #outgoing;
  #send;
  #gotState;
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

  /** @type {Partial<Record<Kind, RTCRtpTransceiver>>} */
  #senders = {};
  /** @type {RTCIceCandidateInit[]} */
  #earlyCandidates = [];
  #received;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #graceTimer;

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {boolean} options.isPolite whether this side yields when both sides send a first offer
   *   at once; the two sides must differ
   * @param {OutgoingTracks} options.outgoing
   * @param {(signal: Signal) => void} options.send
   * @param {(tracks: MediaStreamTrack[]) => void} options.gotTracks called with all tracks to play
   *   now
   * @param {(state: RTCPeerConnectionState) => void} options.gotState
   * @param {(error: unknown) => void} options.gotError
   */
  constructor({ connection, isPolite, outgoing, send, gotTracks, gotState, gotError }) {
    this.connection = connection;
    this.isPolite = isPolite;
    this.#outgoing = outgoing;
    this.#send = send;
    this.#gotState = gotState;
    this.#gotError = gotError;
    this.#received = new ReceivedTracks(gotTracks);
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) => this.#gotLocalCandidate(candidate);
    connection.onconnectionstatechange = () => this.#gotConnectionState();
    connection.ontrack = ({ track }) => this.#received.add(track);
  }

  /** Start as the offering side; the other side waits for this offer. */
  offer() {
    for (const kind of KINDS) this.#addSender(kind);
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

  /** Mute or unmute all audio of this peer. @param {boolean} isMuted */
  muteAudio(isMuted) {
    this.#received.muteAudio(isMuted);
  }

  /** Replace the outgoing tracks. @param {OutgoingTracks} outgoing */
  setOutgoing(outgoing) {
    this.#outgoing = outgoing;
    for (const kind of KINDS) {
      const sender = this.#senders[kind]?.sender;
      if (sender && sender.track !== outgoing[kind])
        this.#reportRejection(sender.replaceTrack(outgoing[kind]));
      else if (!sender) this.#addMissingSender(kind);
    }
  }

  /** @param {Description} sdp @param {RTCSdpType} type */
  async gotDescription(sdp, type) {
    const description = typeof sdp === "string" ? { type, sdp } : sdp;
    try {
      await this.#applyDescription(description);
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

  /** @param {RTCIceServer[]} iceServers used from the next ICE restart on */
  setIceServers(iceServers) {
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers });
  }

  close() {
    clearTimeout(this.#graceTimer);
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.onconnectionstatechange = null;
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

  /** @param {RTCSessionDescriptionInit} description */
  async #applyDescription(description) {
    const isOffer = description.type === "offer";
    const isReadyForOffer =
      !this.#makingOffer &&
      (this.connection.signalingState === "stable" || this.#isSettingRemoteAnswerPending);
    const mayYield = this.#hasOfferedFirst ?? this.isPolite;
    this.#ignoreOffer = !mayYield && isOffer && !isReadyForOffer;
    if (this.#ignoreOffer) return;

    this.#isSettingRemoteAnswerPending = description.type === "answer";
    await this.connection.setRemoteDescription(description);
    this.#isSettingRemoteAnswerPending = false;
    if (description.type === "answer") this.#hasOfferedFirst ??= true;
    if (isOffer) {
      this.#adoptOfferedSenders();
      await this.connection.setLocalDescription();
      this.#hasOfferedFirst ??= false;
      this.#releaseReceiveOnlyTransceivers();
      this.#sendDescription();
      for (const kind of KINDS) this.#addMissingSender(kind);
    }
    for (const candidate of this.#earlyCandidates.splice(0)) await this.#addCandidate(candidate);
  }

  #sendDescription() {
    const description = this.connection.localDescription;
    if (description) this.#send({ description });
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

  /** @param {Kind} kind */
  #addSender(kind) {
    this.#senders[kind] = this.connection.addTransceiver(this.#outgoing[kind] ?? kind, {
      direction: "sendrecv",
      streams: [this.#outgoing.stream],
    });
  }

  /**
   * Add a sender for a kind that the peer did not offer, once there is a track to send.
   * @param {Kind} kind
   */
  #addMissingSender(kind) {
    const hasBegun = this.connection.remoteDescription !== null;
    if (hasBegun && !this.#senders[kind] && this.#outgoing[kind]) this.#addSender(kind);
  }

  /**
   * Send on the transceivers that the peer offered, so that one media section per kind carries both
   * directions.
   */
  #adoptOfferedSenders() {
    for (const kind of KINDS) {
      const current = this.#senders[kind];
      if (current?.mid) continue;
      const offered = this.connection
        .getTransceivers()
        .find((one) => one.mid !== null && one.receiver.track.kind === kind);
      if (!offered) continue;
      // Both sides sent an offer and this one yielded. Keep its own transceiver, without a track:
      // Chromium fires `negotiationneeded` again and again after a transceiver that was never
      // negotiated is stopped.
      if (current) current.direction = "inactive";
      if (current) this.#reportRejection(current.sender.replaceTrack(null));
      offered.direction = "sendrecv";
      offered.sender.setStreams(this.#outgoing.stream);
      this.#reportRejection(offered.sender.replaceTrack(this.#outgoing[kind]));
      this.#senders[kind] = offered;
    }
  }

  /**
   * Use separate transceivers for clients of rtc.io: they only send on the media sections that they
   * offer.
   */
  #releaseReceiveOnlyTransceivers() {
    for (const kind of KINDS) {
      const current = this.#senders[kind];
      if (current?.currentDirection !== "recvonly") continue;
      current.direction = "recvonly";
      this.#reportRejection(current.sender.replaceTrack(null));
      delete this.#senders[kind];
    }
  }

  #gotConnectionState() {
    const state = this.connection.connectionState;
    clearTimeout(this.#graceTimer);
    if (state === "failed") this.connection.restartIce();
    if (state === "disconnected") {
      this.#graceTimer = setTimeout(() => this.connection.restartIce(), DISCONNECTED_GRACE_MS);
    }
    this.#gotState(state);
  }

  /** @param {Promise<void>} promise */
  #reportRejection(promise) {
    promise.catch(this.#gotError);
  }
}
