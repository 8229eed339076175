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
}

export interface Message {
  id: string;
  senderId: string;
  senderName: string;
  content: string;
  type: "TEXT" | "FILE" | "SYSTEM";
  /** ISO 8601 */
  timestamp: string;
}

export interface RoomSettings {
  allowScreenShare: boolean;
  allowChat: boolean;
  allowMicrophone?: boolean;
  allowCamera?: boolean;
  allowUnmute?: boolean;
}

export interface RoomJoined {
  roomId: string;
  roomCode: string;
  roomName?: string;
  isHost: boolean;
  role?: Role;
  participantId?: string;
  participants: Participant[];
  /** The newest, oldest first. */
  messages: Message[];
  settings: RoomSettings;
  iceServers?: RTCIceServer[];
  locked?: boolean;
}

/** The answer to a command: `success` says whether the other fields are those of the refusal. */
export interface Reply {
  success: boolean;
  error?: string;
  code?: string;
  message?: Message;
  messages?: Message[];
  more?: boolean;
  iceServers?: RTCIceServer[];
  ttlSeconds?: number;
}

/** A description comes as an object, or from some clients as the bare SDP. */
export type Description = RTCSessionDescriptionInit | string;

/** What the server says, by event name. */
export interface WireEvents {
  "room-joined": RoomJoined;
  "join-error": { code: string; message: string; reason?: string };
  "user-joined": { participant: Participant };
  "user-left": { socketId: string };
  offer: { senderId: string; sdp: Description };
  answer: { senderId: string; sdp: Description };
  "ice-candidate": { senderId: string; candidate: RTCIceCandidateInit | null };
  "user-toggle-audio": { socketId: string; enabled: boolean };
  "user-toggle-video": { socketId: string; enabled: boolean };
  "screen-share-started": { socketId: string };
  "screen-share-stopped": { socketId: string };
  "user-hand-raised": { socketId: string; displayName: string };
  "user-hand-lowered": { socketId: string };
  "chat-message": Message;
  "user-typing": { socketId: string; displayName: string; isTyping: boolean };
  "force-mute": Record<string, never>;
  "force-disconnect": { reason: string };
  "room-locked": { locked: boolean };
  "settings-updated": { settings: RoomSettings };
  "room-ended": { reason: string };
  moved: Record<string, never>;
}
