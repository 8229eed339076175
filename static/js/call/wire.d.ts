/**
 * What passes on the wire of the native protocol, as this client reads and writes it.
 * Fields marked optional are extensions that a server may leave out.
 */

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
  /** Whether the client keeps its connections to a seat that comes back under a new socket id. */
  knowsSeats?: boolean;
}

/** Somebody in the waiting room. */
export interface Knocker {
  participantId: string;
  displayName: string;
  userId?: string | null;
  /** Whether an account vouches for the name. */
  verified: boolean;
  /** ISO 8601 */
  since: string;
  away: boolean;
  /** How often a host has said no in this meeting. */
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
  /** After a guest was removed, guests who are new have to knock. */
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
  /** Of a guest: gives the seat back after the connection was lost. */
  participantToken?: string;
  /** Oneself as the server knows one. */
  self?: Participant;
  participants: Participant[];
  /** For hosts: who waits to be let in. */
  waiting?: Knocker[];
  /** The newest, oldest first. */
  messages: Message[];
  settings: RoomSettings;
  iceServers?: RTCIceServer[];
  locked?: boolean;
}

/** To somebody who has to wait until a host lets them in. */
export interface WaitingRoom {
  participantId: string;
  participantToken?: string;
  roomName: string;
  hostName: string;
  hostPresent: boolean;
}

/**
 * The answer to a command: `success` says whether the other fields are those of the refusal. The
 * codes OFFLINE and NO_ANSWER are the page's own.
 */
export interface Reply {
  success: boolean;
  error?: string;
  code?: string;
  message?: Message;
  messages?: Message[];
  more?: boolean;
  iceServers?: RTCIceServer[];
  ttlSeconds?: number;
  /** Of `admit-all`: participant ids for whom there was no place. */
  fullFor?: string[];
}

/** A description comes as an object, or from some clients as the bare SDP. */
export type Description = RTCSessionDescriptionInit | string;

/** What the server says, by event name. */
export interface WireEvents {
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
  "participant-resumed": { participantId: string; oldSocketId: string; socketId: string };
  "participant-updated": {
    participantId: string;
    socketId: string;
    displayName?: string;
    role?: Role;
  };
  offer: { senderId: string; sdp: Description };
  answer: { senderId: string; sdp: Description };
  "ice-candidate": { senderId: string; candidate: RTCIceCandidateInit | null };
  "user-toggle-audio": { socketId: string; enabled: boolean };
  "user-toggle-video": { socketId: string; enabled: boolean };
  "screen-share-started": { socketId: string };
  "screen-share-stopped": { socketId: string };
  "user-hand-raised": { socketId: string; displayName: string };
  "user-hand-lowered": { socketId: string };
  reaction: { socketId: string; emoji: string };
  "chat-message": Message;
  "user-typing": { socketId: string; displayName: string; isTyping: boolean };
  "force-mute": Record<string, never>;
  "unmute-requested": { by: string };
  "session-ending": { secondsLeft: number };
  "session-prolonged": { secondsLeft: number };
  "force-disconnect": { reason: string; code?: string };
  "room-locked": { locked: boolean };
  "settings-updated": { settings: RoomSettings };
  "room-ended": { reason: string };
  moved: Record<string, never>;
}
