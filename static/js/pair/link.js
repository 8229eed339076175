/**
 * The media connection to the partner there is, if any; a new one for each partner.
 *
 * It knows one's own media and how to make a link; it knows no socket, no page and no server. The
 * server says which side offers, so both sides can't begin at once.
 */

import { PeerLink } from "../call/peer-link.js";

/** @import {LocalMedia} from "../call/local-media.js" */
/** @import {Signal} from "../call/peer-link.js" */

/**
 * @typedef {object} Listener
 * @property {(signal: Signal) => void} send
 * @property {(stream: MediaStream, hasPicture: boolean) => void} gotStream
 * @property {(state: RTCPeerConnectionState) => void} gotState
 */

export class PairLink {
  /** @type {PeerLink | null} */
  #link = null;
  #hasOffered = false;
  #media;

  /** @param {Pick<LocalMedia, "outgoing">} media */
  constructor(media) {
    this.#media = media;
  }

  get connection() {
    return this.#link?.connection ?? null;
  }

  /** @param {RTCIceServer[]} iceServers @param {boolean} isPolite @param {Listener} listener */
  open(iceServers, isPolite, { send, gotStream, gotState }) {
    this.close();
    this.#link = new PeerLink({
      connection: new RTCPeerConnection({ iceServers }),
      isPolite,
      outgoing: this.#media.outgoing,
      send,
      gotState,
      gotTracks: (tracks) => {
        const hasPicture = tracks.some((track) => track.kind === "video" && !track.muted);
        gotStream(new MediaStream(tracks), hasPicture);
      },
      gotTrouble: (error) => console.warn("The link had trouble:", error),
    });
  }

  /** Asked for once more, there is nothing to do: the server repeats what the partner missed. */
  offer() {
    if (!this.#hasOffered) this.#link?.offer();
    this.#hasOffered = true;
  }

  /** @param {RTCSessionDescriptionInit} description @param {RTCSdpType} type */
  gotDescription(description, type) {
    this.#link?.gotDescription(description, type);
  }

  /** @param {RTCIceCandidateInit | null} candidate */
  gotCandidate(candidate) {
    this.#link?.gotCandidate(candidate);
  }

  /** Send what the media holds now. */
  tracksChanged() {
    this.#link?.setOutgoing(this.#media.outgoing);
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#link?.setIceServers(iceServers);
  }

  close() {
    this.#link?.close();
    this.#link = null;
    this.#hasOffered = false;
  }
}
