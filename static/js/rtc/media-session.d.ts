/**
 * How the media of a room are sent and received, without the people and the page.
 *
 * A session has one way: `Mesh` uses a direct connection to each peer. A peer is identified by its
 * current socket id. `RoomMedia` is above the sessions.
 */

import type { Source } from "../media/media-state.js";

/**
 * A session description: an object, or from some clients the bare SDP string.
 */
export type Description = RTCSessionDescriptionInit | string;

/**
 * `unreachable`: every attempt failed. A new attempt starts only when the person asks for it.
 */
export type LinkState = RTCPeerConnectionState | "unreachable";

/** What a side sends, by the mid of the line. A line that is not named is a microphone or camera. */
export type Sources = Record<string, Source>;

/** All tracks of a peer to play now. Clients of other protocols may send several microphones. */
export type TracksBySource = Partial<Record<Source, MediaStreamTrack[]>>;

export interface MediaSession {
  /** Send the current local tracks. */
  tracksChanged(): void;
  /** Do not play the microphones of exactly these peers, including peers without a connection yet. */
  muteAudio(peerIds: string[]): void;
  /** Try again to connect to a peer that is unreachable. */
  retry(peerId: string): void;
  /** Return the loudness of a peer's microphone, from 0 to 1. */
  levelOf(peerId: string): number;
  /** Close every connection. */
  close(): void;
}

export interface SessionListener {
  gotTracks(peerId: string, tracks: TracksBySource): void;
  gotLinkState(peerId: string, state: LinkState): void;
  /** The connection to a peer continues under the peer's new id. */
  movedLink(previousId: string, peerId: string): void;
  lostLink(peerId: string): void;
}
