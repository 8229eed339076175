/**
 * A fake of the parts of RTCPeerConnection that negotiation needs: descriptions, rollback,
 * transceivers and candidates. It throws the errors of a browser for calls in the wrong state.
 *
 * An SDP here is JSON with the kinds of its media sections, so that tests can read it. Media
 * sections are bidirectional, except those in `sendOnly`, and all if `isSendOnly` is set.
 */

import { FakeTransceiver } from "./fake-tracks.js";

/** @import {FakeStream, FakeTrack} from "./fake-tracks.js" */

/** Packets in one interval of the statistics. */
const PACKETS = 100;

export class FakeConnection {
  signalingState = "stable";
  connectionState = "new";
  /** @type {{type: string, sdp: string} | null} */
  localDescription = null;
  /** @type {{type: string, sdp: string} | null} */
  remoteDescription = null;
  /** @type {FakeTransceiver[]} */
  transceivers = [];
  /** @type {object[]} */
  candidates = [];
  restarts = 0;
  isClosed = false;
  configuration = {};
  /** @type {(() => void) | null} */
  onnegotiationneeded = null;
  /** @type {((event: {candidate: unknown}) => void) | null} */
  onicecandidate = null;
  /** @type {(() => void) | null} */
  onconnectionstatechange = null;
  /** @type {((event: {track: FakeTrack, transceiver: {mid: string | null}}) => void) | null} */
  ontrack = null;

  #packets = 0;
  #lost = 0;
  #wantsRestart = false;
  #lines = 0;
  /** @type {Set<FakeTransceiver>} new media sections of an unanswered offer */
  #offered = new Set();
  #isTelling = false;

  /**
   * @param {FakeTrack | string} trackOrKind
   * @param {{direction: string, streams: FakeStream[], sendEncodings?: object[]}} options
   */
  addTransceiver(trackOrKind, { direction, streams, sendEncodings = [{}] }) {
    const isKind = typeof trackOrKind === "string";
    const kind = isKind ? trackOrKind : trackOrKind.kind;
    const transceiver = new FakeTransceiver(kind, isKind ? null : trackOrKind, direction);
    transceiver.streams = streams;
    transceiver.encodings = sendEncodings.map((encoding) => ({ active: true, ...encoding }));
    this.transceivers.push(transceiver);
    this.#needNegotiation();
    return transceiver;
  }

  getReceivers() {
    return this.transceivers.map(({ receiver }) => receiver);
  }

  getTransceivers() {
    return this.transceivers;
  }

  /**
   * Add packets to the statistics, of which a share is lost in both directions.
   * @param {number} share
   */
  loseShare(share) {
    this.#packets += PACKETS;
    this.#lost += share * PACKETS;
  }

  async getStats() {
    const [packets, packetsLost] = [this.#packets, this.#lost];
    return new Map([
      ["in", { type: "inbound-rtp", packetsReceived: packets - packetsLost, packetsLost }],
      ["out", { type: "outbound-rtp", packetsSent: packets }],
      ["remote", { type: "remote-inbound-rtp", packetsLost }],
    ]);
  }

  restartIce() {
    this.restarts += 1;
    this.#wantsRestart = true;
    this.#needNegotiation();
  }

  getConfiguration() {
    return this.configuration;
  }

  /** @param {object} configuration */
  setConfiguration(configuration) {
    this.configuration = configuration;
  }

  async setLocalDescription() {
    await Promise.resolve();
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    if (type === "offer") this.#wantsRestart = false;
    for (const one of this.transceivers) if (type === "offer" && one.mid === null) this.#offer(one);
    this.localDescription = { type, sdp: JSON.stringify(this.#describe()) };
    if (type === "answer") this.#agree();
    else this.signalingState = "have-local-offer";
  }

  /** @param {{type: string, sdp: string}} description */
  async setRemoteDescription(description) {
    const expected = { offer: ["stable", "have-local-offer"], answer: ["have-local-offer"] };
    const { type, sdp } = description;
    if (!(type in expected)) throw new TypeError(`No description type ${type}`);
    const states = expected[/** @type {"offer" | "answer"} */ (type)];
    if (!states.includes(this.signalingState)) throw new Error(`${type} in ${this.signalingState}`);
    await Promise.resolve();
    const { kinds, sendOnly = [], isSendOnly = false } = JSON.parse(sdp);
    this.remoteDescription = description;
    if (type === "offer") this.#takeOffer(kinds, isSendOnly ? [...kinds.keys()] : sendOnly);
    else this.#takeAnswer();
  }

  /** @param {object} candidate */
  async addIceCandidate(candidate) {
    if (!this.remoteDescription) throw new Error("The remote description was null");
    this.candidates.push(candidate);
  }

  close() {
    this.isClosed = true;
  }

  /** @param {string} state */
  become(state) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  /** @param {FakeTransceiver} one */
  #offer(one) {
    one.mid = String(this.#lines++);
    this.#offered.add(one);
  }

  /** Return the kind of each media section, in order, and the lines that only send. */
  #describe() {
    /** @type {string[]} */
    const kinds = [];
    /** @type {number[]} */
    const sendOnly = [];
    for (const { direction, kind, mid } of this.transceivers) {
      if (mid === null) continue;
      kinds[Number(mid)] = kind;
      if (direction === "sendonly") sendOnly.push(Number(mid));
    }
    return { kinds, sendOnly };
  }

  /** @param {string[]} kinds @param {number[]} sendOnly */
  #takeOffer(kinds, sendOnly) {
    this.#rollBack();
    this.signalingState = "have-remote-offer";
    kinds.forEach((kind, line) => {
      if (this.transceivers.some((one) => one.mid === String(line))) return;
      const offered = new FakeTransceiver(kind, null, "recvonly");
      offered.mid = String(line);
      offered.isDeaf = sendOnly.includes(line);
      this.transceivers.push(offered);
      this.ontrack?.({ track: offered.receiver.track, transceiver: offered });
    });
    this.#lines = Math.max(this.#lines, kinds.length);
  }

  #rollBack() {
    this.#lines -= this.#offered.size;
    for (const one of this.#offered) one.mid = null;
    this.#offered.clear();
  }

  #takeAnswer() {
    for (const one of this.#offered) {
      if (one.direction !== "sendonly")
        this.ontrack?.({ track: one.receiver.track, transceiver: one });
    }
    this.#offered.clear();
    this.#stable();
  }

  #agree() {
    for (const one of this.transceivers) {
      if (one.mid !== null) one.currentDirection = one.isDeaf ? "recvonly" : one.direction;
    }
    this.#stable();
  }

  #stable() {
    this.signalingState = "stable";
    this.#needNegotiation();
  }

  #needNegotiation() {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      const isUnnegotiated = this.transceivers.some((one) => one.mid === null);
      const isNeeded = this.#wantsRestart || isUnnegotiated;
      if (isNeeded && this.signalingState === "stable" && !this.isClosed) {
        this.onnegotiationneeded?.();
      }
    });
  }
}

/** @param {FakeConnection} connection */
export function asConnection(connection) {
  return /** @type {RTCPeerConnection} */ (/** @type {unknown} */ (connection));
}

/** Wait until all pending promise callbacks have run. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
