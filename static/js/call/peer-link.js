/**
 * The media connection to one peer: perfect negotiation, and repair when the network fails.
 *
 * A link knows an RTCPeerConnection, the two tracks it sends and a way to relay signals; it knows no
 * socket, no page and no other peer. One sender per kind exists from the first offer on, so turning
 * a camera on or sharing a screen replaces a track and negotiates nothing.
 *
 * new ──offer() or a first remote offer──▶ negotiating ⇄ stable ──close()──▶ closed
 */

import { ReceivedTracks } from "./received-tracks.js";

/** @import {Description} from "./wire.js" */

/** @typedef {"audio" | "video"} Kind */
/** @typedef {MediaStreamTrack | null} MaybeTrack */
/** @typedef {{stream: MediaStream, audio: MaybeTrack, video: MaybeTrack}} Outgoing */
/** @typedef {{description: RTCSessionDescription} | {candidate: RTCIceCandidate}} Signal */

/** A short "disconnected" mends itself; longer than this it is worth a restart. */
const DISCONNECTED_GRACE_MS = 4000;
/** Candidates kept for a description that has not come yet; a browser makes about 20. */
const EARLY_CANDIDATES = 256;
const KINDS = /** @type {const} */ (["audio", "video"]);
/** https://www.rfc-editor.org/rfc/rfc8122#section-5 ; browsers make one per connection. */
const FINGERPRINT = /a=fingerprint:\S+ \S+/gu;

export class PeerLink {
  /** @type {RTCPeerConnection} */
  connection;
  #outgoing;
  #send;
  #gotState;
  #gotTrouble;

  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;

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
   * @param {boolean} options.isPolite gives way when both sides offer at once; the peers must differ
   * @param {Outgoing} options.outgoing
   * @param {(signal: Signal) => void} options.send
   * @param {(tracks: MediaStreamTrack[]) => void} options.gotTracks all that is to be played now
   * @param {(state: RTCPeerConnectionState) => void} options.gotState
   * @param {(error: unknown) => void} options.gotTrouble
   */
  constructor({ connection, isPolite, outgoing, send, gotTracks, gotState, gotTrouble }) {
    this.connection = connection;
    this.isPolite = isPolite;
    this.#outgoing = outgoing;
    this.#send = send;
    this.#gotState = gotState;
    this.#gotTrouble = gotTrouble;
    this.#received = new ReceivedTracks(gotTracks);
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) => this.#gotLocalCandidate(candidate);
    connection.onconnectionstatechange = () => this.#gotConnectionState();
    connection.ontrack = ({ track }) => this.#received.add(track);
  }

  /** Begin as the side that offers; the other side waits for its first offer. */
  offer() {
    for (const kind of KINDS) this.#addSender(kind);
  }

  /** Ask the peer anew what it may have missed; media goes on meanwhile. */
  offerAgain() {
    if (this.connection.signalingState === "have-local-offer") this.#sendDescription();
    else this.restart();
  }

  /**
   * Whether this comes from another connection than the one at the other end: the peer's page was
   * loaded again, or it has begun anew.
   * @param {Description} sdp
   */
  isFromElsewhere(sdp) {
    const known = this.connection.remoteDescription;
    return known !== null && fingerprintOf(known) !== fingerprintOf(sdp);
  }

  /** Play no sound of this peer, whatever it sends. @param {boolean} isSilenced */
  silence(isSilenced) {
    this.#received.silence(isSilenced);
  }

  /** Send these from now on. @param {Outgoing} outgoing */
  setOutgoing(outgoing) {
    this.#outgoing = outgoing;
    for (const kind of KINDS) {
      const sender = this.#senders[kind]?.sender;
      if (sender && sender.track !== outgoing[kind])
        this.#attempt(sender.replaceTrack(outgoing[kind]));
      else if (!sender) this.#addMissingSender(kind);
    }
  }

  /** @param {Description} sdp @param {RTCSdpType} type */
  async gotDescription(sdp, type) {
    const description = typeof sdp === "string" ? { type, sdp } : sdp;
    try {
      await this.#takeDescription(description);
    } catch (error) {
      this.#isSettingRemoteAnswerPending = false;
      this.#gotTrouble(error);
    }
  }

  /** @param {RTCIceCandidateInit | null} candidate */
  async gotCandidate(candidate) {
    // The end of candidates; browsers disagree on how to be told, and find out by themselves.
    if (!candidate?.candidate) return;
    if (this.connection.remoteDescription) await this.#addCandidate(candidate);
    else if (!this.#ignoreOffer && this.#earlyCandidates.length < EARLY_CANDIDATES) {
      this.#earlyCandidates.push(candidate);
    }
  }

  /** Look for a new path to the peer; media goes on meanwhile where it still can. */
  restart() {
    this.connection.restartIce();
  }

  /** @param {RTCIceServer[]} iceServers used from the next restart on */
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
      this.#gotTrouble(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #takeDescription(description) {
    const isOffer = description.type === "offer";
    const isReadyForOffer =
      !this.#makingOffer &&
      (this.connection.signalingState === "stable" || this.#isSettingRemoteAnswerPending);
    this.#ignoreOffer = !this.isPolite && isOffer && !isReadyForOffer;
    if (this.#ignoreOffer) return;

    this.#isSettingRemoteAnswerPending = description.type === "answer";
    await this.connection.setRemoteDescription(description);
    this.#isSettingRemoteAnswerPending = false;
    if (isOffer) {
      this.#adoptOfferedSenders();
      await this.connection.setLocalDescription();
      this.#leaveDeafLines();
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
    // Some clients can't read the null at the end, and none needs it.
    if (candidate) this.#send({ candidate });
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #addCandidate(candidate) {
    try {
      await this.connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoreOffer) this.#gotTrouble(error);
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
   * A peer that has offered no line for a kind is offered one once there is something to send.
   * @param {Kind} kind
   */
  #addMissingSender(kind) {
    const hasBegun = this.connection.remoteDescription !== null;
    if (hasBegun && !this.#senders[kind] && this.#outgoing[kind]) this.#addSender(kind);
  }

  /** Answer on the peer's own lines, so that one line a kind carries both directions. */
  #adoptOfferedSenders() {
    for (const kind of KINDS) {
      const current = this.#senders[kind];
      if (current?.mid) continue;
      const offered = this.connection
        .getTransceivers()
        .find((one) => one.mid !== null && one.receiver.track.kind === kind);
      if (!offered) continue;
      // Both sides began at once and this one gave way. Its own line stays, empty: Chromium asks to
      // negotiate again and again after a line is stopped that was never negotiated.
      if (current) current.direction = "inactive";
      if (current) this.#attempt(current.sender.replaceTrack(null));
      offered.direction = "sendrecv";
      offered.sender.setStreams(this.#outgoing.stream);
      this.#attempt(offered.sender.replaceTrack(this.#outgoing[kind]));
      this.#senders[kind] = offered;
    }
  }

  /** Clients of rtc.io only send on the lines they offer: what goes to them needs lines of its own. */
  #leaveDeafLines() {
    for (const kind of KINDS) {
      const current = this.#senders[kind];
      if (current?.currentDirection !== "recvonly") continue;
      current.direction = "recvonly";
      this.#attempt(current.sender.replaceTrack(null));
      delete this.#senders[kind];
    }
  }

  #gotConnectionState() {
    const state = this.connection.connectionState;
    clearTimeout(this.#graceTimer);
    if (state === "failed") this.restart();
    if (state === "disconnected") {
      this.#graceTimer = setTimeout(() => this.restart(), DISCONNECTED_GRACE_MS);
    }
    this.#gotState(state);
  }

  /** @param {Promise<void>} promise */
  #attempt(promise) {
    promise.catch(this.#gotTrouble);
  }
}

/** @param {Description} sdp */
function fingerprintOf(sdp) {
  const words = typeof sdp === "string" ? sdp : (sdp.sdp ?? "");
  return [...new Set(words.match(FINGERPRINT))].join();
}
