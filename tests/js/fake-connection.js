/**
 * A fake of the parts of RTCPeerConnection that negotiation needs: descriptions, rollback,
 * transceivers and candidates. It throws the errors of a browser for calls in the wrong state.
 *
 * An SDP here is JSON with the kinds of its media sections, so that tests can read it. Media
 * sections are bidirectional, or send-only if `isSendOnly` is set.
 */

let made = 0;
/** Packets in one interval of the statistics. */
const PACKETS = 100;

export class FakeTrack {
  /** @param {string} kind @param {string} id */
  constructor(kind, id = `${kind}-${++made}`) {
    this.kind = kind;
    this.id = id;
    this.muted = false;
    this.enabled = true;
    this.readyState = "live";
  }
}

export class FakeStream {
  /** @type {FakeTrack[]} */
  tracks = [];
  getTracks() {
    return [...this.tracks];
  }
  /** @param {FakeTrack} track */
  addTrack(track) {
    if (!this.tracks.includes(track)) this.tracks.push(track);
  }
  /** @param {FakeTrack} track */
  removeTrack(track) {
    this.tracks = this.tracks.filter((one) => one !== track);
  }
}

class FakeTransceiver {
  /** @type {string | null} */
  mid = null;
  /** @type {string | null} */
  currentDirection = null;
  isDeaf = false;
  parametersSet = 0;
  /** @type {FakeStream[]} */
  streams = [];

  /** @param {string} kind @param {FakeTrack | null} track @param {string} direction */
  constructor(kind, track, direction) {
    this.kind = kind;
    this.direction = direction;
    this.receiver = { track: new FakeTrack(kind) };
    /** @type {Record<string, unknown>[]} */
    this.encodings = [{ active: true }];
    this.sender = {
      track,
      getParameters: () => ({ encodings: structuredClone(this.encodings) }),
      setParameters: async (/** @type {{encodings: Record<string, unknown>[]}} */ parameters) => {
        this.encodings = parameters.encodings;
        this.parametersSet += 1;
      },
      replaceTrack: async (/** @type {FakeTrack | null} */ next) => {
        this.sender.track = next;
      },
      setStreams: (/** @type {FakeStream[]} */ ...streams) => {
        this.streams = streams;
      },
    };
  }
}

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
  /** @type {((event: {track: FakeTrack}) => void) | null} */
  ontrack = null;

  #packets = 0;
  #lost = 0;
  #wantsRestart = false;
  #lines = 0;
  /** @type {Map<FakeTransceiver, string>} media sections of an unanswered offer */
  #offered = new Map();
  #isTelling = false;

  /**
   * @param {FakeTrack | string} trackOrKind
   * @param {{direction: string, streams: FakeStream[]}} options
   */
  addTransceiver(trackOrKind, { direction, streams }) {
    const isKind = typeof trackOrKind === "string";
    const kind = isKind ? trackOrKind : trackOrKind.kind;
    const transceiver = new FakeTransceiver(kind, isKind ? null : trackOrKind, direction);
    transceiver.streams = streams;
    this.transceivers.push(transceiver);
    this.#needNegotiation();
    return transceiver;
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
    for (const one of this.transceivers) {
      if (type === "offer" && one.mid === null) this.#offered.set(one, String(this.#lines++));
    }
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
    const { kinds, isSendOnly = false } = JSON.parse(sdp);
    this.remoteDescription = description;
    if (type === "offer") this.#takeOffer(kinds, isSendOnly);
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

  /** Return the kind of each media section, in order. */
  #describe() {
    /** @type {string[]} */
    const kinds = [];
    for (const one of this.transceivers) {
      const mid = one.mid ?? this.#offered.get(one);
      if (mid !== undefined && mid !== null) kinds[Number(mid)] = one.kind;
    }
    return { kinds };
  }

  /** @param {string[]} kinds @param {boolean} isSendOnly */
  #takeOffer(kinds, isSendOnly) {
    this.#rollBack();
    this.signalingState = "have-remote-offer";
    kinds.forEach((kind, line) => {
      if (this.transceivers.some((one) => one.mid === String(line))) return;
      const offered = new FakeTransceiver(kind, null, "recvonly");
      offered.mid = String(line);
      offered.isDeaf = isSendOnly;
      this.transceivers.push(offered);
      this.ontrack?.({ track: offered.receiver.track });
    });
    this.#lines = Math.max(this.#lines, kinds.length);
  }

  #rollBack() {
    this.#lines -= this.#offered.size;
    this.#offered.clear();
  }

  #takeAnswer() {
    for (const [one, mid] of this.#offered) {
      one.mid = mid;
      this.ontrack?.({ track: one.receiver.track });
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

/**
 * @param {FakeTrack | null} audio
 * @param {FakeTrack | null} video
 */
export function outgoing(audio = null, video = null) {
  return /** @type {import("../../static/js/media/local-media.js").OutgoingTracks} */ (
    /** @type {unknown} */ ({ stream: new FakeStream(), audio, video })
  );
}

/** Wait until all pending promise callbacks have run. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
