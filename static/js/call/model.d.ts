/** What the client knows of a call: the shape of the state, of which every page is a view. */

import type { Knocker, Message, Role, RoomSettings } from "./wire.js";

/** `returning` is `joining` without stopping at the preview: after a reload, or from the farewell. */
export type Phase = "prejoin" | "joining" | "returning" | "waiting" | "meeting" | "left";
export type Panel = "chat" | "people";
export type Dialog =
  | { kind: "devices" | "settings" | "mute-all" | "admit-all" | "name" | "leave" }
  | { kind: "removal"; participantId: string; isBlocking: boolean }
  | { kind: "knock-message"; participantId: string };

/** The `meet-config` that the page brings along. */
export interface Config {
  roomCode: string;
  roomName: string;
  displayName: string;
  /** The account's, "" for a guest. */
  userId: string;
  isHost: boolean;
  avatarColor: number;
  present: string[];
  presentCount: number;
  mustKnock: boolean;
  settings: RoomSettings;
  urls: {
    home: string;
    signIn: string;
    settings: string | null;
    meetings: string;
    session: string;
  };
}

export interface Person {
  /** The seat: it survives reconnects, unlike the socket id. */
  participantId: string;
  socketId: string;
  displayName: string;
  role: Role;
  isMuted: boolean;
  isVideoOff: boolean;
  /** The place among those who share a screen, or null while they don't. */
  screenOrder: number | null;
  /** The place in the order of raised hands, or null while the hand is down. */
  handOrder: number | null;
  avatarColor: number;
  /** The server has lost them for the moment; what they send may still arrive. */
  isReconnecting: boolean;
  isSelf: boolean;
}

export type InputKind = "microphone" | "camera";
/** Why an input can't be had. */
export type Problem =
  | "denied"
  | "missing"
  | "busy"
  | "insecure"
  /** The browser has not answered yet: it may be asking the person. */
  | "asking"
  /** It has not answered for long. */
  | "silent";

export interface InputState {
  isOn: boolean;
  isOpening: boolean;
  problem: Problem | null;
  deviceId: string;
  devices: { deviceId: string; label: string }[];
}

export interface MediaState {
  microphone: InputState;
  camera: InputState;
  isSharingScreen: boolean;
}

/** Why there is no meeting (any more) on this page. */
export interface Farewell {
  kind:
    | "left"
    | "removed"
    | "signedOut"
    | "sessionEnded"
    | "moved"
    | "ended"
    | "refused"
    | "denied"
    | "expired"
    | "unreachable";
  /** Of a refusal: its stable code. */
  reason?: string;
  /** Of a denial: how long to wait before one may ask again, never if it is missing. */
  canRetryAfterSeconds?: number;
}

/** One's own wait to be let in. */
export interface Knock {
  hostName: string;
  isHostPresent: boolean;
  /** What hosts have written meanwhile. */
  messages: { from: string; content: string }[];
}

export interface Reaction {
  id: number;
  participantId: string;
  emoji: string;
}

export interface ChatMessage extends Message {
  isOwn: boolean;
}

/** A message of one's own that the server has not confirmed. */
export interface OutgoingMessage {
  /** Made here; a retry under the same key can't post twice. */
  key: string;
  content: string;
  hasFailed: boolean;
  code?: string;
}

export interface Notice {
  id: number;
  kind: NoticeKind;
  /** Whom or what it is about; several people may come or go in one notice. */
  about: string[];
  /** Of a knock: who waits, in the order of `about`. */
  knockerIds?: string[];
}

export type NoticeKind =
  | "joined"
  | "left"
  | "hand-raised"
  | "sharing"
  | "locked"
  | "unlocked"
  | "muted-by-host"
  | "unmute-requested"
  | "knocked"
  | "waiting-room-off"
  | "hand-lowered"
  | "renamed"
  | "made-host"
  | "made-cohost"
  | "made-participant"
  | "now-host"
  | "now-cohost"
  | "permitted"
  | "forbidden"
  | "device-fell-back"
  | "device-lost"
  | "choose-screen"
  | "unreachable"
  | "servers-unusable"
  | "not-kept"
  | "refused";

export interface Self {
  socketId: string;
  /** Every socket id this tab has had in this room: messages carry the one of their time. */
  socketIds: string[];
  participantId: string;
  displayName: string;
  avatarColor: number;
  role: Role;
  /** Muted by a host, and not unmuted since. */
  isMutedByHost: boolean;
}

export interface Room {
  id: string;
  code: string;
  name: string;
  meetingId: string;
  isLocked: boolean;
  settings: RoomSettings;
}

/** `unreachable`: it was tried long enough, and is tried again only when the person wants it. */
export type LinkState = RTCPeerConnectionState | "unreachable";

export interface State {
  phase: Phase;
  /** Whether a host has to let this person in, as far as is known. */
  mustKnock: boolean;
  isConnected: boolean;
  /** The connection has been away for so long that it may not come back by itself. */
  isLongAway: boolean;
  farewell: Farewell | null;
  room: Room;
  self: Self;
  people: Person[];
  /** While one waits to be let in, else null. */
  knock: Knock | null;
  /** Who waits to be let in, longest first; only hosts know. */
  knockers: Knocker[];
  reactions: Reaction[];
  reactionCount: number;
  streams: Readonly<Record<string, MediaStream>>;
  links: Readonly<Record<string, LinkState>>;
  /** Until the sign-in of this page ends, where that is soon. */
  sessionMinutesLeft: number | null;
  /** A browser refused to play sound before a click. */
  isSoundBlocked: boolean;
  media: MediaState;
  messages: ChatMessage[];
  outgoing: OutgoingMessage[];
  hasOlderMessages: boolean;
  isLoadingOlder: boolean;
  unread: number;
  typing: { socketId: string; displayName: string }[];
  panel: Panel | null;
  dialog: Dialog | null;
  notices: Notice[];
  noticeCount: number;
}
