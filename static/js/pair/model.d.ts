/**
 * The shape of a random pair's state, the events that change it, and the payloads of the protocol.
 */

import type { MediaState } from "../media/media-state.js";
import type { LinkState } from "../rtc/media-session.js";
import type { createStore } from "../store.js";
import type { Acknowledgement } from "../signaling/signaling.js";

/**
 * idle ──start──▶ opening ──▶ connecting ──▶ waiting ⇄ paired ⇄ left
 *
 * `opening` waits for devices, `connecting` for the server. The other phases are end states, from
 * which the person starts again: `no-devices`, `refused` (by the server, with a code),
 * `unreachable`.
 */
export type Phase =
  | "idle"
  | "opening"
  | "no-devices"
  | "connecting"
  | "refused"
  | "unreachable"
  | "waiting"
  | "paired"
  | "left";

export interface Line {
  id: number;
  isOwn: boolean;
  sender: string;
  text: string;
  timestamp: string;
}

export interface State {
  phase: Phase;
  /** Whether the person asked for video. The pair may have video without it. */
  wantsVideo: boolean;
  hasVideo: boolean;
  isConnected: boolean;
  socketId: string;
  partnerId: string;
  isReported: boolean;
  online: number | null;
  code: string;
  lines: Line[];
  media: MediaState;
  /**
   * The stream received from the partner. `hasPicture` says whether it has an unmuted video track.
   */
  stream: MediaStream | null;
  hasPicture: boolean;
  linkState: LinkState;
}

export interface ServerEvents {
  onlineUsers: number;
  waiting: undefined;
  chatStart: { withVideo: boolean; partnerId: string };
  message: { sender: string; text: string; senderEmail: string; timestamp: string };
  partnerLeft: { partnerId: string };
  "create-offer": undefined;
  "webrtc-offer": { offer: RTCSessionDescriptionInit; from: string };
  "webrtc-answer": { answer: RTCSessionDescriptionInit; from: string };
  "ice-candidate": { candidate: RTCIceCandidateInit | null; from: string };
  /** The person is no longer signed in; the payload is a sentence for display. */
  error: string;
}

/** The acknowledgements of all commands. */
export interface Reply extends Acknowledgement {
  iceServers?: RTCIceServer[];
  ttlSeconds?: number;
}

export interface Events extends ServerEvents {
  opening: { wantsVideo: boolean };
  "devices-missing": object;
  connecting: object;
  connected: { socketId: string; isRecovered: boolean };
  disconnected: object;
  "reconnect-scheduled": { at: number };
  "reconnect-started": object;
  "connect-failed": { code: string };
  "connection-refused": { code: string };
  unreachable: object;
  reported: object;
  stopped: object;
  "media-changed": MediaState;
  "stream-changed": { stream: MediaStream; hasPicture: boolean };
  "link-changed": { linkState: LinkState };
}

export type Event = { [Type in keyof Events]: { type: Type; payload: Events[Type] } }[keyof Events];

export type PairStore = ReturnType<typeof createStore<State, Event>>;
