/**
 * Payloads of the native protocol, as this client sends and receives them. Optional fields are
 * extensions that a server may omit.
 */

import type { Description, Sources } from "../rtc/media-session.js";
import type {
  MediaAnswer,
  MediaOffer,
  MediaRefused,
  RoomMediaPath,
} from "../rtc/server/messages.js";
import type { Acknowledgement } from "../signaling/signaling.js";

export type Role = "host" | "cohost" | "participant";

export interface Participant {
  socketId: string;
  participantId?: string;
  userId?: string | null;
  displayName: string;
  isHost: boolean;
  role?: Role;
  isMuted: boolean;
  isVideoOff: boolean;
  isScreenSharing: boolean;
  isHandRaised: boolean;
  handRaisedAt?: string | null;
  avatarColor?: number;
  isReconnecting?: boolean;
  /** Whether the client keeps its peer connections to a seat that returns under a new socket id. */
  knowsSeats?: boolean;
  /** Whether the client understands a second picture on a direct connection. */
  hasTwoPictures?: boolean;
  /** Whether the client can send and receive through a media server. */
  usesMediaServer?: boolean;
}

/** A person in the waiting room. */
export interface Knocker {
  participantId: string;
  displayName: string;
  userId?: string | null;
  /** Whether this person has an account. */
  verified: boolean;
  /** ISO 8601 */
  since: string;
  away: boolean;
  /** How many times a host has denied this person in this meeting. */
  deniedBefore: number;
  avatarColor?: number;
}

export interface Message {
  id: string;
  senderId: string;
  senderParticipantId?: string | null;
  senderName: string;
  content: string;
  type: "TEXT" | "FILE" | "SYSTEM";
  /** ISO 8601 */
  timestamp: string;
}

export interface RoomSettings {
  allowScreenShare: boolean;
  allowChat: boolean;
  allowMicrophone: boolean;
  allowCamera: boolean;
  allowUnmute: boolean;
  allowReactions: boolean;
  allowRename: boolean;
  waitingRoom: boolean;
  /** Whether new guests must knock after a guest was removed. */
  knockAfterRemoval: boolean;
}

export interface RoomJoined {
  roomId: string;
  roomCode: string;
  roomName?: string;
  meetingId?: string;
  isHost: boolean;
  role?: Role;
  participantId?: string;
  /** For guests: returns the seat after a reconnect. */
  participantToken?: string;
  /** The server's data about this client. */
  self?: Participant;
  participants: Participant[];
  /** For hosts: the people in the waiting room. */
  waiting?: Knocker[];
  /** The newest messages, oldest first. */
  messages: Message[];
  settings: RoomSettings;
  iceServers?: RTCIceServer[];
  locked?: boolean;
  /** Participant id of the person in the spotlight. */
  spotlight?: string | null;
  /** What carries the media of the room. */
  media?: RoomMediaPath;
}

/** Sent to a person who waits until a host admits them. */
export interface WaitingRoom {
  participantId: string;
  participantToken?: string;
  roomName: string;
  hostName: string;
  hostPresent: boolean;
}

/** The acknowledgements of all commands. */
export interface Reply extends Acknowledgement {
  message?: Message;
  messages?: Message[];
  more?: boolean;
  iceServers?: RTCIceServer[];
  ttlSeconds?: number;
  /** For `admit-all`: participant ids of the people for whom the room had no seat. */
  fullFor?: string[];
}

/** Payloads of the server's events, by event name. */
export interface ServerEvents {
  "room-joined": RoomJoined;
  "join-error": { code: string; message: string; reason?: string; canRetryAfterSeconds?: number };
  "waiting-room": WaitingRoom;
  "waiting-room-update": { waiting: Knocker[] };
  "waiting-room-result": {
    status: "denied" | "expired" | "ended";
    canRetryAfterSeconds?: number;
  };
  "waiting-room-message": { from: string; content: string };
  "user-joined": { participant: Participant };
  "user-left": { socketId: string };
  "participant-reconnecting": { participantId: string; socketId: string };
  "participant-resumed": {
    participantId: string;
    oldSocketId: string;
    socketId: string;
    hasTwoPictures?: boolean;
    usesMediaServer?: boolean;
  };
  "participant-updated": {
    participantId: string;
    socketId: string;
    displayName?: string;
    role?: Role;
  };
  offer: { senderId: string; sdp: Description; sources?: Sources };
  answer: { senderId: string; sdp: Description; sources?: Sources };
  "ice-candidate": { senderId: string; candidate: RTCIceCandidateInit | null };
  "room-media-changed": RoomMediaPath;
  "media-answer": MediaAnswer;
  "media-offer": MediaOffer;
  "media-refused": MediaRefused;
  "direct-links-replaced": { participantIds: string[] };
  "user-toggle-audio": { socketId: string; enabled: boolean };
  "user-toggle-video": { socketId: string; enabled: boolean };
  "screen-share-started": { socketId: string };
  "screen-share-stopped": { socketId: string };
  "user-hand-raised": { socketId: string; displayName: string };
  "user-hand-lowered": { socketId: string };
  reaction: { socketId: string; emoji: string };
  "picture-requested": {
    senderId: string;
    source?: "camera" | "screen";
    width: number;
    height: number;
  };
  "chat-message": Message;
  "user-typing": { socketId: string; displayName: string; isTyping: boolean };
  "force-mute": Record<string, never>;
  "unmute-requested": { by: string };
  "session-ending": { secondsLeft: number };
  "session-prolonged": { secondsLeft: number };
  "force-disconnect": { reason: string; code?: string };
  "room-locked": { locked: boolean };
  "spotlight-changed": { participantId: string | null };
  "settings-updated": { settings: RoomSettings };
  "room-ended": { reason: string };
  moved: Record<string, never>;
}
