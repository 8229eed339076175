/** Payloads of the events between this client and the server about connections to a media server. */

import type { Source } from "../../media/media-state.js";

/** `sound-only`: no media server is left, and the room is too large for pictures on direct links. */
export type MediaPath = "mesh" | "server" | "sound-only";

/** How the media of a room are carried. Another generation needs other connections. */
export interface RoomMediaPath {
  over: MediaPath;
  generation: number;
}

export interface MediaAnswer {
  connectionId: string;
  /** The number of the offer. */
  number: number;
  sdp: RTCSessionDescriptionInit;
}

export interface MediaOffer {
  connectionId: string;
  number: number;
  sdp: RTCSessionDescriptionInit;
  /** What each line carries, by mid. Lines that send nothing are left out. */
  streams: Record<string, { participantId: string; source: Source }>;
}

export interface MediaRefused {
  connectionId: string;
  code: string;
  message: string;
}

/** The events about the connections to a media server, by their names. */
export interface ServerPayloads {
  "media-answer": MediaAnswer;
  "media-offer": MediaOffer;
  "media-refused": MediaRefused;
}
