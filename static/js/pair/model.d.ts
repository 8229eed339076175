/** The shape of a random pair's state, what changes it, and what passes on the wire. */

import type { LinkState, MediaState } from "../call/model.js";
import type { createStore } from "../call/store.js";

/**
 * idle ──start──▶ opening ──▶ calling ──▶ waiting ⇄ together ⇄ left
 *
 * `opening` asks for devices, `calling` for the server. The rest are ends from which one starts
 * again: `no-devices`, `refused` by the server with a code, `unreachable`.
 */
export type Phase =
  | "idle"
  | "opening"
  | "no-devices"
  | "calling"
  | "refused"
  | "unreachable"
  | "waiting"
  | "together"
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
  /** What the person asked for; the pair may have video all the same. */
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
  /** What is received of the partner, and whether it has a picture that moves. */
  stream: MediaStream | null;
  hasPicture: boolean;
  linkState: LinkState;
}

export interface WireEvents {
  onlineUsers: number;
  waiting: undefined;
  chatStart: { withVideo: boolean; partnerId: string };
  message: { sender: string; text: string; senderEmail: string; timestamp: string };
  partnerLeft: { partnerId: string };
  "create-offer": undefined;
  "webrtc-offer": { offer: RTCSessionDescriptionInit; from: string };
  "webrtc-answer": { answer: RTCSessionDescriptionInit; from: string };
  "ice-candidate": { candidate: RTCIceCandidateInit | null; from: string };
  /** Who was signed in is not any more, in a sentence. */
  error: string;
}

export interface Events extends WireEvents {
  opening: { wantsVideo: boolean };
  "devices-missing": object;
  calling: object;
  connected: { socketId: string; isRecovered: boolean };
  disconnected: object;
  "connect-failed": { code: string };
  "call-refused": { code: string };
  unreachable: object;
  reported: object;
  stopped: object;
  "media-changed": MediaState;
  "stream-changed": { stream: MediaStream; hasPicture: boolean };
  "link-changed": { linkState: LinkState };
}

export type Event = { [Type in keyof Events]: { type: Type; payload: Events[Type] } }[keyof Events];

export type PairStore = ReturnType<typeof createStore<State, Event>>;
