/**
 * The senders of one peer connection: the line (transceiver) on which each source is sent.
 *
 * Microphone and camera use one `sendrecv` line each, which exist from the first offer on. Therefore
 * turning on a camera replaces a track and needs no negotiation. A peer that understands a second
 * picture gets the screen and its sound on `sendonly` lines, which are added when they are first
 * shared and then stay. For every other peer, the screen replaces the camera, and its sound is mixed
 * with the microphone. This class does not exchange descriptions.
 */

/** @import {LinkTracks} from "./direct-tracks.js" */
/** @import {Source} from "../media/media-state.js" */
/** @import {Sources} from "./media-session.js" */

/** @typedef {"audio" | "video"} Kind */

/** @type {Record<Source, Kind>} */
const KIND_OF = { microphone: "audio", camera: "video", screen: "video", "screen-sound": "audio" };
const SOURCES = /** @type {Source[]} */ (Object.keys(KIND_OF));
/** The sources of a first offer, whatever is turned on. */
const FIRST = /** @type {const} */ (["microphone", "camera"]);

export class LinkSenders {
  #connection;
  #outgoing;
  #gotError;
  #hasTwoPictures = false;
  /** @type {Map<Source, RTCRtpTransceiver>} */
  #lines = new Map();

  /**
   * @param {RTCPeerConnection} connection
   * @param {LinkTracks} outgoing
   * @param {(error: unknown) => void} gotError
   */
  constructor(connection, outgoing, gotError) {
    this.#connection = connection;
    this.#outgoing = outgoing;
    this.#gotError = gotError;
  }

  /** Add the lines of the first offer. */
  addFirst() {
    for (const source of FIRST) this.#add(source);
    this.addMissing();
  }

  /** Replace the outgoing tracks. @param {LinkTracks} outgoing */
  replace(outgoing) {
    this.#outgoing = outgoing;
    this.#update();
  }

  /** Set whether the peer understands a second picture. @param {boolean} hasTwoPictures */
  setTwoPictures(hasTwoPictures) {
    if (this.#hasTwoPictures === hasTwoPictures) return;
    this.#hasTwoPictures = hasTwoPictures;
    this.#update();
  }

  /**
   * Add a line for each source that has a track and no line. Before the first description, the peer
   * may still offer lines.
   */
  addMissing() {
    if (this.#connection.remoteDescription === null && this.#lines.size === 0) return;
    for (const source of SOURCES)
      if (!this.#lines.has(source) && this.#trackFor(source)) this.#add(source);
  }

  /**
   * Send on the lines that the peer offered, so that one line per kind carries both directions.
   * @param {Sources} remoteSources what the peer sends on its lines
   */
  adoptOffered(remoteSources) {
    for (const source of FIRST) {
      const current = this.#lines.get(source);
      if (current?.mid) continue;
      const offered = this.#connection.getTransceivers().find(({ mid, receiver }) => {
        if (mid === null || receiver.track.kind !== KIND_OF[source]) return false;
        return (remoteSources[mid] ?? source) === source;
      });
      if (!offered) continue;
      // Both sides sent an offer and this one yielded. Keep its own transceiver, without a track:
      // Chromium fires `negotiationneeded` again and again after a transceiver that was never
      // negotiated is stopped.
      if (current) current.direction = "inactive";
      if (current) this.#replaceTrack(current, null);
      offered.direction = "sendrecv";
      offered.sender.setStreams(this.#outgoing.stream);
      this.#replaceTrack(offered, this.#trackFor(source));
      this.#lines.set(source, offered);
    }
  }

  /**
   * Use separate transceivers for clients of rtc.io: they only send on the media sections that they
   * offer.
   */
  releaseReceiveOnly() {
    for (const source of FIRST) {
      const current = this.#lines.get(source);
      if (current?.currentDirection !== "recvonly") continue;
      current.direction = "recvonly";
      this.#replaceTrack(current, null);
      this.#lines.delete(source);
    }
  }

  /**
   * Return what this side sends, by the mid of the line; undefined if the kinds of the lines say it.
   * @returns {Sources | undefined}
   */
  get sources() {
    if (![...this.#lines.keys()].some(isOfScreen)) return undefined;
    const named = [...this.#lines].flatMap(([source, { mid }]) => (mid ? [[mid, source]] : []));
    return Object.fromEntries(named);
  }

  /**
   * Return the senders by what they send now. If the screen replaces the camera, the camera is not
   * sent.
   * @returns {Map<Source, RTCRtpSender>}
   */
  get bySource() {
    const senders = new Map([...this.#lines].map(([source, { sender }]) => [source, sender]));
    const camera = senders.get("camera");
    if (!camera || !this.#replacesCamera) return senders;
    senders.delete("camera");
    return senders.set("screen", camera);
  }

  get #replacesCamera() {
    return !this.#hasTwoPictures && this.#outgoing.tracks.screen !== null;
  }

  /** The sound for a peer that receives one only, null if the microphone is all of it. */
  get #mixedSound() {
    return this.#hasTwoPictures ? null : (this.#outgoing.mixedSound?.() ?? null);
  }

  #update() {
    for (const [source, line] of this.#lines) this.#replaceTrack(line, this.#trackFor(source));
    this.addMissing();
  }

  /** @param {Source} source @returns {MediaStreamTrack | null} */
  #trackFor(source) {
    const { tracks } = this.#outgoing;
    if (isOfScreen(source)) return this.#hasTwoPictures ? tracks[source] : null;
    if (source === "microphone") return this.#mixedSound ?? tracks.microphone;
    return this.#replacesCamera ? tracks.screen : tracks.camera;
  }

  /** @param {Source} source */
  #add(source) {
    const { screenStream, stream } = this.#outgoing;
    const line = this.#connection.addTransceiver(this.#trackFor(source) ?? KIND_OF[source], {
      direction: isOfScreen(source) ? "sendonly" : "sendrecv",
      streams: [isOfScreen(source) ? screenStream : stream],
    });
    this.#lines.set(source, line);
  }

  /** @param {RTCRtpTransceiver} line @param {MediaStreamTrack | null} track */
  #replaceTrack({ sender }, track) {
    if (sender.track !== track) sender.replaceTrack(track).catch(this.#gotError);
  }
}

/** @param {Source} source */
function isOfScreen(source) {
  return source === "screen" || source === "screen-sound";
}
