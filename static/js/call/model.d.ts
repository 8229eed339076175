/** What the client knows of a call: the shape of the state, of which every page is a view. */

import type { Message, Role, RoomSettings } from "./wire.js";

/** `returning` is `joining` without stopping at the preview: after a reload, or from the farewell. */
export type Phase = "prejoin" | "joining" | "returning" | "meeting" | "left";
export type Panel = "chat" | "people";
export type Dialog = { kind: "devices" } | { kind: "removal"; participantId: string };

/** The `meet-config` that the page brings along. */
export interface Config {
  roomCode: string;
  roomName: string;
  displayName: string;
  isSignedIn: boolean;
  isHost: boolean;
  avatarColor: number;
  present: string[];
  presentCount: number;
  allowScreenShare: boolean;
  allowChat: boolean;
  urls: { home: string; signIn: string; settings: string | null };
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
  isSelf: boolean;
}

export type InputKind = "microphone" | "camera";
/** Why an input can't be had. */
export type Problem = "denied" | "missing" | "busy" | "insecure";

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
  kind: "left" | "removed" | "moved" | "ended" | "refused" | "unreachable";
  /** Of a refusal: its stable code. */
  reason?: string;
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
}

export type NoticeKind =
  | "joined"
  | "left"
  | "hand-raised"
  | "sharing"
  | "locked"
  | "unlocked"
  | "muted-by-host"
  | "device-fell-back"
  | "device-lost"
  | "refused";

export interface Self {
  socketId: string;
  /** Every socket id this tab has had in this room: messages carry the one of their time. */
  socketIds: string[];
  participantId: string;
  displayName: string;
  avatarColor: number;
  role: Role;
}

export interface State {
  phase: Phase;
  isConnected: boolean;
  farewell: Farewell | null;
  room: { id: string; code: string; name: string; isLocked: boolean; settings: RoomSettings };
  self: Self;
  people: Person[];
  streams: Readonly<Record<string, MediaStream>>;
  links: Readonly<Record<string, RTCPeerConnectionState>>;
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
