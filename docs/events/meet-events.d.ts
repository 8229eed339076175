// Made by `manage.py document_events` from what the server speaks; changes made here are lost.
//
//   import { io, type Socket } from "socket.io-client";
//   const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io("https://meet.example.org");

/** The account of a message's sender. */
export interface Account {
  id: string;
  displayName: string;
  avatarUrl: null;
}

export interface Admit {
  roomId?: string | null;
  targetId: string;
}

/** Admit the knockers in `target_ids`: those that the host saw in the waiting room. */
export interface AdmitAll {
  roomId?: string | null;
  targetIds: Array<string>;
}

/** To the host who admitted several knockers: their ids, and the ids that found no free seat. */
export interface AdmittedAll {
  admitted: Array<string>;
  fullFor: Array<string>;
}

export interface Answer {
  targetId: string;
  sdp: unknown;
}

export interface AnswerRelayed {
  senderId: string;
  sdp: unknown;
}

export interface AskToUnmute {
  roomId?: string | null;
  targetId: string;
}

export interface AudioToggled {
  socketId: string;
  enabled: boolean;
}

/** Remove a participant or deny a knocker, and refuse this person until a host unblocks them. */
export interface Block {
  roomId?: string | null;
  targetId: string;
}

/** Leave the waiting room. */
export type CancelKnock = Record<string, never>;

/** `candidate` is null or empty at the end of candidates. */
export interface Candidate {
  targetId: string;
  candidate: unknown;
}

export interface CandidateRelayed {
  senderId: string;
  candidate: unknown;
}

export interface ChatPosted {
  id: string;
  senderId: string;
  senderParticipantId: string | null;
  senderName: string;
  content: string;
  type: "FILE" | "SYSTEM" | "TEXT";
  timestamp: string;
  user?: Account;
}

export interface Deny {
  roomId?: string | null;
  targetId: string;
  block?: boolean;
}

/** End the meeting for everybody. */
export interface EndRoom {
  roomId?: string | null;
}

export type GetIceServers = Record<string, never>;

export interface GetMessages {
  roomId?: string | null;
  before?: string | null;
  after?: string | null;
  limit?: number;
}

export interface HandLowered {
  socketId: string;
}

export interface HandRaised {
  socketId: string;
  displayName: string;
}

/** A STUN or TURN server in the format of `RTCPeerConnection`. */
export interface IceServer {
  credential?: string;
  urls: Array<string>;
  username?: string;
}

export interface IceServersGiven {
  iceServers: Array<IceServer>;
  ttlSeconds: number;
}

export interface Join {
  roomCode: string;
  displayName?: string | null;
  userId?: string | number | null;
  participantToken?: string | null;
  capabilities?: Array<string>;
}

export interface JoinRefused {
  code: "JOIN_FAILED";
  message: string;
  reason: string;
  canRetryAfterSeconds?: number;
}

/** To the knocker: the knock ended without admission. An admitted knocker joins the room. */
export interface KnockEnded {
  status: "denied" | "ended" | "expired";
  canRetryAfterSeconds?: number;
}

/** To the knocker: they are in the waiting room, and may be admitted at any moment. */
export interface KnockPlaced {
  participantId: string;
  participantToken?: string;
  roomName: string;
  hostName: string;
  hostPresent: boolean;
}

/** To the knocker: a message from a host. */
export interface KnockerAddressed {
  from: string;
  content: string;
}

export interface Leave {
  roomId?: string | null;
}

/** Lock the room, so that newcomers are refused, or unlock it. */
export interface Lock {
  roomId?: string | null;
  locked: boolean;
}

export interface LockChanged {
  locked: boolean;
}

export interface LowerAllHands {
  roomId?: string | null;
}

/** Lower the target's hand, or the caller's own hand if there is no target. */
export interface LowerHand {
  roomId?: string | null;
  targetId?: string | null;
}

/** Write to a person in the waiting room. */
export interface MessageWaiting {
  roomId?: string | null;
  targetId: string;
  content: string;
}

/** A page of the chat, oldest first; `more` if the chat continues in the requested direction. */
export interface MessagesRead {
  messages: Array<ChatPosted>;
  more: boolean;
}

/** To a peer: a newer connection of the same person has taken over its seat. */
export type Moved = Record<string, never>;

export interface Mute {
  roomId?: string | null;
  targetId: string;
}

/** Mute everybody except hosts and co-hosts; `allow_unmute` also changes that setting. */
export interface MuteAll {
  roomId?: string | null;
  allowUnmute?: boolean | null;
}

/** To the target of a host's mute. */
export type Muted = Record<string, never>;

export interface Offer {
  targetId: string;
  sdp: unknown;
}

export interface OfferRelayed {
  senderId: string;
  userId?: string;
  displayName: string;
  sdp: unknown;
}

/** A seat with its peer, in its current state. */
export interface Participant {
  socketId: string;
  participantId: string;
  userId?: string;
  displayName: string;
  avatarColor: number;
  role: "cohost" | "host" | "participant";
  isHost: boolean;
  isMuted: boolean;
  isVideoOff: boolean;
  isScreenSharing: boolean;
  isHandRaised: boolean;
  handRaisedAt: string | null;
  isReconnecting: boolean;
  knowsSeats: boolean;
  protocol: string;
}

export interface PeerJoined {
  participant: Participant;
}

export interface PeerLeft {
  socketId: string;
  userId?: string;
}

/** To clients that know seats: this participant's connection is lost and may come back. */
export interface PeerReconnecting {
  participantId: string;
  socketId: string;
}

/** To clients that know seats: a participant is back, perhaps with another socket. */
export interface PeerResumed {
  participantId: string;
  oldSocketId: string;
  socketId: string;
}

export interface PeerUpdated {
  participantId: string;
  socketId: string;
  displayName?: string;
  role?: "cohost" | "host" | "participant";
  isHost?: boolean;
}

export interface PostMessage {
  roomId?: string | null;
  content: string;
  key?: string | null;
}

/** Raise or lower the caller's own hand. */
export interface RaiseHand {
  roomId?: string | null;
  raised: boolean;
}

/** Show one of twelve emoji, with or without a variation selector. */
export interface React {
  roomId?: string | null;
  emoji: string;
}

export interface Reacted {
  socketId: string;
  emoji: string;
}

/** Continue with another access token of the same account, before the current one expires. */
export interface RefreshToken {
  token: string;
}

/** To a caller: its request was refused. Sent if the request asked for no acknowledgement. */
export interface Refused {
  code: string;
  message: string;
}

export interface Remove {
  roomId?: string | null;
  targetId: string;
}

/**
 * To a person who may not stay, before the server closes the socket.
 *
 *     If the credential has ended, `code` says how.
 */
export interface Removed {
  reason: string;
  code?: string;
}

/** Change the caller's display name in this meeting. */
export interface Rename {
  roomId?: string | null;
  displayName: string;
}

export interface RoomEnded {
  reason: string;
}

/** To the newcomer: the complete current state of the room. */
export interface RoomJoined {
  roomId: string;
  roomCode: string;
  roomName: string;
  meetingId: string;
  participantId: string;
  participantToken?: string;
  role: "cohost" | "host" | "participant";
  isHost: boolean;
  self: Participant;
  participants: Array<Participant>;
  messages: Array<ChatPosted>;
  settings: RoomRules;
  locked: boolean;
  waiting?: Array<Waiting>;
  iceServers: Array<IceServer>;
}

/** The settings of a room that its participants need to know. */
export interface RoomRules {
  allowScreenShare: boolean;
  allowChat: boolean;
  waitingRoom: boolean;
  knockAfterRemoval: boolean;
  allowMicrophone: boolean;
  allowCamera: boolean;
  allowUnmute: boolean;
  allowReactions: boolean;
  allowRename: boolean;
  maxParticipants: number;
  whenHostLeaves: "continue" | "end" | "lock";
  endAfterMinutes: number;
}

export interface ScreenShareStarted {
  socketId: string;
}

export interface ScreenShareStopped {
  socketId: string;
}

/** To everybody: the server stops, and is back in about this number of seconds. */
export interface ServerRestarting {
  graceSeconds: number;
}

/** To a client with a page's session: the seconds until the session ends, unless it is used. */
export interface SessionEnding {
  secondsLeft: number;
}

/** To a client that was warned: the session was used, and the seconds until it ends now. */
export interface SessionProlonged {
  secondsLeft: number;
}

/** Change a participant's role; `keep` makes an account co-host of later meetings, too. */
export interface SetRole {
  roomId?: string | null;
  targetId: string;
  role: "cohost" | "participant";
  keep?: boolean;
}

/** The settings to change; a setting that is left out keeps its value. */
export interface SettingsChange {
  allowScreenShare?: boolean;
  allowChat?: boolean;
  waitingRoom?: boolean;
  knockAfterRemoval?: boolean;
  allowMicrophone?: boolean;
  allowCamera?: boolean;
  allowUnmute?: boolean;
  allowReactions?: boolean;
  allowRename?: boolean;
  maxParticipants?: number;
  whenHostLeaves?: "continue" | "end" | "lock";
  endAfterMinutes?: number;
}

export interface SettingsUpdated {
  settings: RoomRules;
}

export interface StartScreenShare {
  roomId?: string | null;
}

export interface StartTyping {
  roomId?: string | null;
}

export interface StopScreenShare {
  roomId?: string | null;
}

export interface StopTyping {
  roomId?: string | null;
}

export interface ToggleAudio {
  roomId?: string | null;
  enabled: boolean;
}

export interface ToggleVideo {
  roomId?: string | null;
  enabled: boolean;
}

/**
 * To a client with an expired access token: the seconds until its connection ends.
 *
 *     Another access token prevents the end.
 */
export interface TokenRanOut {
  graceSeconds: number;
}

/** To a client that sent another access token: the seconds until this one expires. */
export interface TokenRefreshed {
  expiresInSeconds: number;
}

export interface TypingChanged {
  socketId: string;
  displayName: string;
  isTyping: boolean;
}

/** The target is the participant id under which the person was blocked. */
export interface Unblock {
  roomId?: string | null;
  targetId: string;
}

/** To a participant: a host asks them to switch the microphone on. */
export interface UnmuteRequested {
  by: string;
}

export interface UpdateSettings {
  roomId?: string | null;
  settings: SettingsChange;
}

export interface VideoToggled {
  socketId: string;
  enabled: boolean;
}

/** A person in the waiting room, as hosts see them; `verified` if they have an account. */
export interface Waiting {
  participantId: string;
  displayName: string;
  avatarColor: number;
  userId?: string;
  verified: boolean;
  since: string;
  away: boolean;
  deniedBefore: number;
}

/** To every host and co-host: the complete list of people in the waiting room. */
export interface WaitingChanged {
  waiting: Array<Waiting>;
}

export type Code =
  | "ROOM_NOT_FOUND"
  | "ROOM_ENDED"
  | "BLOCKED"
  | "NOT_INVITED"
  | "ROOM_LOCKED"
  | "ROOM_FULL"
  | "TOO_MANY_GUESSES"
  | "KNOCK_DENIED"
  | "KNOCK_REQUIRED"
  | "STILL_WAITING"
  | "WAITING_ROOM_FULL"
  | "KNOCKER_NOT_FOUND"
  | "NOT_IN_SESSION"
  | "IDENTITY_MISMATCH"
  | "INVALID_TOKEN"
  | "SIGNED_OUT"
  | "SESSION_EXPIRED"
  | "TOKEN_EXPIRED"
  | "INVALID_PAYLOAD"
  | "UNKNOWN_EVENT"
  | "NOT_IN_ROOM"
  | "WRONG_ROOM"
  | "PEER_NOT_FOUND"
  | "NOT_AUTHORIZED"
  | "CHAT_DISABLED"
  | "SCREEN_SHARE_DISABLED"
  | "MICROPHONE_DISABLED"
  | "CAMERA_DISABLED"
  | "REACTIONS_DISABLED"
  | "RENAME_DISABLED"
  | "UNMUTE_DISABLED"
  | "NOT_PAIRED"
  | "WAITS_ELSEWHERE"
  | "PAIRING_BLOCKED"
  | "PAIRING_DISABLED"
  | "PAIRING_SIGN_IN_REQUIRED"
  | "PASSWORD_REQUIRED"
  | "TOO_MANY_ROOMS"
  | "TOO_MANY_PASSWORDS"
  | "WRONG_PASSWORD"
  | "EMAIL_DOMAIN_REQUIRED"
  | "UNAVAILABLE"
  | "INTERNAL"
  | "RATE_LIMITED"
  | "MALFORMED"
  | "RESERVED_EVENT"
  | "NEVER_CONNECTED"
  | "ADDRESS_BUSY"
  | "UNKNOWN_NAMESPACE";

/** The answer to an event that asks for one by a callback. */
export type Acknowledgement<Fields = unknown> = ({ success: true } & Fields) | Refusal;

/** Nothing was changed; `error` is a sentence, `code` stable. */
export interface Refusal {
  success: false;
  error: string;
  code: Code;
}

export interface ClientToServerEvents {
  /**
   * Enter a room by its code. `roomCode` may be written as a person typed or pasted it: in any case, in full width, with spaces, punctuation or hidden characters in it or around it, or as a link. Guests give a `displayName` of 1 to 50 characters; accounts use their own name (see Names and texts). `participantToken`, from an earlier `room-joined`, identifies a guest without cookies as the same guest again. `capabilities` names the features that the client supports. `seats` means that it handles `participant-reconnecting` and `participant-resumed`. `waiting-room` means that it waits for a host without a time limit. A client with neither receives `join-error` if no host has decided after 14 seconds.
   *
   * The answer is sent twice: as the event `room-joined` and, with `success`, as the acknowledgement. A refusal is sent as `join-error` and, with `success` and `error`, as the acknowledgement. If the person must be admitted first, the answer is `waiting-room` in the same two ways, followed by `room-joined` once a host has admitted them. A second join on the same connection is answered again. If the client lacks the capability `seats`, it first receives `user-left` for each of the others, unless the connection was lost in between. A join of another room leaves the first one.
   */
  "join-room": (command: Join, answer?: (answer: Acknowledgement<RoomJoined | KnockPlaced>) => void) => void;
  /** Give up the seat at once. The connection stays open and may join again. */
  "leave-room": (command: Leave, answer?: (answer: Acknowledgement) => void) => void;
  /** Send a session description to a peer in the same room, by socket id. `sdp` is an object or a string, and is relayed byte for byte. */
  "offer": (command: Offer, answer?: (answer: Acknowledgement) => void) => void;
  /** Send the answer to an offer, like `offer`. */
  "answer": (command: Answer, answer?: (answer: Acknowledgement) => void) => void;
  /** Send an ICE candidate to a peer. `candidate` is an object or a string; `null` or an empty string means that there are no more. */
  "ice-candidate": (command: Candidate, answer?: (answer: Acknowledgement) => void) => void;
  /** Tell the room that your microphone is on or off. After a host's mute, the room's settings may not allow you to unmute. */
  "toggle-audio": (command: ToggleAudio, answer?: (answer: Acknowledgement) => void) => void;
  /** Tell the room that your camera is on or off. */
  "toggle-video": (command: ToggleVideo, answer?: (answer: Acknowledgement) => void) => void;
  /** Tell the room that you share your screen. */
  "start-screen-share": (command: StartScreenShare, answer?: (answer: Acknowledgement) => void) => void;
  /** Tell the room that you no longer share your screen. */
  "stop-screen-share": (command: StopScreenShare, answer?: (answer: Acknowledgement) => void) => void;
  /** Raise or lower your hand. */
  "toggle-hand-raise": (command: RaiseHand, answer?: (answer: Acknowledgement) => void) => void;
  /**
   * Send a chat message to all. `content` has 1 to 2,000 characters after trimming; controls are removed, everything else stays text. An optional `key` of your own (1 to 64 characters) makes a retry safe. If the same person sends a second message with the same key in the same room, on any seat and connection, the answer is the first message, and nobody else receives it. A guest is the same person by their cookie or their `participantToken`.
   *
   * The message is stored before anybody receives it. Then all participants, including you, receive `chat-message`.
   */
  "chat-message": (command: PostMessage, answer?: (answer: Acknowledgement<{ message: ChatPosted }>) => void) => void;
  /** Read the chat in pages of up to 100 messages, oldest first: the newest page, the page before a message id (`before`), or the page after a message id (`after`). `more` tells whether there are more messages in that direction. */
  "get-messages": (command: GetMessages, answer?: (answer: Acknowledgement<MessagesRead>) => void) => void;
  /** Tell the others that you are typing. Repeat it every second or two while you type: the state ends after 3 seconds, and with the message. */
  "typing-start": (command: StartTyping, answer?: (answer: Acknowledgement) => void) => void;
  /** Tell the others that you no longer type. */
  "typing-stop": (command: StopTyping, answer?: (answer: Acknowledgement) => void) => void;
  /** Send one of 👍 👎 👏 ❤️ 😂 😮 😢 🎉 🙏 🔥 ✅ 👋 to all. Variation selectors are ignored: ❤ is shown as ❤️. */
  "send-reaction": (command: React, answer?: (answer: Acknowledgement) => void) => void;
  /** Change your name for the rest of this meeting, to 1 to 50 characters. An account keeps its own name elsewhere. */
  "rename": (command: Rename, answer?: (answer: Acknowledgement) => void) => void;
  /** Leave the waiting room. */
  "cancel-knock": (command: CancelKnock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: admit a knocker, by participant id. If the room is full, the event is refused with that reason, and the knocker continues to wait. */
  "admit-participant": (command: Admit, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: admit the listed knockers, up to 100, as long as there are free places. People who knocked later continue to wait. */
  "admit-all": (command: AdmitAll, answer?: (answer: Acknowledgement<AdmittedAll>) => void) => void;
  /** For hosts and co-hosts: deny a knocker. With `block`, also block the person. */
  "deny-participant": (command: Deny, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: send a message to a knocker. The knocker can't answer. */
  "message-waiting": (command: MessageWaiting, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: mute a participant. No one can unmute another person. Here and below, `targetId` is a socket id or a participant id. */
  "mute-participant": (command: Mute, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: mute everybody except hosts and co-hosts. `allowUnmute` sets the room's setting of that name: whether people may unmute themselves from now on. If it is left out, the setting stays as it is. */
  "mute-all": (command: MuteAll, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: ask a participant to switch the microphone on. */
  "ask-to-unmute": (command: AskToUnmute, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: remove a participant from the meeting and close their connection. The person must knock for the rest of the meeting. If the person is a guest, new guests must knock too, unless `knockAfterRemoval` is off. */
  "remove-participant": (command: Remove, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: remove a participant, or deny a knocker, and refuse the person until they are unblocked. */
  "block-participant": (command: Block, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: unblock a person, by the participant id under which they were blocked. */
  "unblock-participant": (command: Unblock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts: give a participant the role of a co-host (`cohost`) in this meeting, or of a `participant` again. With `keep`, an account stays a co-host in the room's later meetings. */
  "set-role": (command: SetRole, answer?: (answer: Acknowledgement) => void) => void;
  /** Lower your hand. Hosts and co-hosts can give a `targetId` to lower the hand of another person. */
  "lower-hand": (command: LowerHand, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: lower every raised hand. */
  "lower-all-hands": (command: LowerAllHands, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: lock or unlock the room. Once a lock is acknowledged, no newcomer can enter. People who have a seat may return to it. */
  "lock-room": (command: Lock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: change the room's settings permanently. Settings that are left out stay as they are. A change applies at once: people whose audio, video or screen is no longer allowed are muted, their camera is switched off, or their sharing ends. `whenHostLeaves` is `continue` (another person acts as host), `lock` or `end` (after `endAfterMinutes`, 1 to 120); `maxParticipants` is 2 to 100. */
  "update-settings": (command: UpdateSettings, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts: end the meeting for all. Every connection is closed, and knockers are told. Nobody can enter until a host starts the room again, on its page or by `POST /api/rooms/{id}/start`. */
  "end-room": (command: EndRoom, answer?: (answer: Acknowledgement) => void) => void;
  /** Get current ICE servers. TURN credentials expire after `ttlSeconds`. */
  "get-ice-servers": (command: GetIceServers, answer?: (answer: Acknowledgement<IceServersGiven>) => void) => void;
  /** Replace the connection's access token by a new one (`POST /api/auth/refresh`) of the same account. The connection then lasts as long as the new token. The event is refused with `INVALID_TOKEN`, or with `IDENTITY_MISMATCH` if the token is for another account or you are a guest; the connection then keeps its old credential. Clients of the other protocols may send this event too. */
  "refresh-token": (command: RefreshToken, answer?: (answer: Acknowledgement<TokenRefreshed>) => void) => void;
}

export interface ServerToClientEvents {
  /**
   * To the newcomer: the whole state of the room. `participants` are the others, in their current state and in the order in which they came; `self` is you; `messages` are the newest 50, oldest first. `participantToken` is present for guests only, `waiting` for hosts and co-hosts only: see `waiting-room-update`.
   *
   * A client without the capability `seats` may receive this event again while it is in the room, without a request: after a lost connection, and when a newcomer [can't be connected otherwise](dialects.md#mixed-rooms). It has the same meaning as the first time: end all connections, and send an offer to everybody in `participants`.
   */
  "room-joined": (event: RoomJoined) => void;
  /** To a client whose join was refused. `code` is always the same; `reason` is one of the codes below. If a later attempt can succeed, `canRetryAfterSeconds` gives the time to wait. If no acknowledgement was asked for, `error` follows with the reason as its code, for clients that know only that event. */
  "join-error": (event: JoinRefused) => void;
  /** To a knocker: it is in the waiting room. The event is sent again when a host joins or the last host leaves. */
  "waiting-room": (event: KnockPlaced) => void;
  /** To a knocker that can't enter: `denied`, `expired` (its connection was lost for too long, or the server could not seat it) or `ended` (the meeting is over). A denial without `canRetryAfterSeconds` holds for the rest of the meeting. */
  "waiting-room-result": (event: KnockEnded) => void;
  /** To a knocker: a host sent a message to it. */
  "waiting-room-message": (event: KnockerAddressed) => void;
  /** To hosts and co-hosts: the complete list of knockers, longest waiting first, at most four times a second. The server sends a first change at once, and combines the changes that follow closely. A person who becomes a host receives the list then. `verified` knockers have an account; `away` knockers have lost their connection. */
  "waiting-room-update": (event: WaitingChanged) => void;
  /** To the others: a person joined or returned. A participant with a `userId` has an account. `role` is `host`, `cohost` or `participant`; `avatarColor` is 0 to 11. `knowsSeats` means that the participant's client joined with the capability `seats`, and keeps its connections when one side returns under another socket id. Expect an offer. */
  "user-joined": (event: PeerJoined) => void;
  /** To the others: a peer left, was removed or lost its connection. */
  "user-left": (event: PeerLeft) => void;
  /** To clients with the capability `seats`: a participant's connection has been lost for two seconds, and the server holds the seat. Media between the two of you may continue. */
  "participant-reconnecting": (event: PeerReconnecting) => void;
  /** To clients with the capability `seats`: a participant returned to its seat, with the same socket id or another one. Keep its tile and media; a following offer shows whether the connection between the two of you is a new one. */
  "participant-resumed": (event: PeerResumed) => void;
  /** To all: the name or role of a participant changed. An acting host has the role `host` until the owner returns. */
  "participant-updated": (event: PeerUpdated) => void;
  /** From a peer. Send the answer to the socket id `senderId`. The server sets this id and the name; the sender can't. */
  "offer": (event: OfferRelayed) => void;
  /** From a peer: the answer to your offer. */
  "answer": (event: AnswerRelayed) => void;
  /** From a peer. Candidates may arrive before the description to which they belong: keep them until it arrives. */
  "ice-candidate": (event: CandidateRelayed) => void;
  /** To the others: a participant switched the microphone on or off, or was muted. */
  "user-toggle-audio": (event: AudioToggled) => void;
  /** To the others: a participant switched the camera on or off, or lost the permission to use it. */
  "user-toggle-video": (event: VideoToggled) => void;
  /** To the others: a participant shares the screen. */
  "screen-share-started": (event: ScreenShareStarted) => void;
  /** To the others: a participant no longer shares the screen. */
  "screen-share-stopped": (event: ScreenShareStopped) => void;
  /** To the others: a participant raised a hand. */
  "user-hand-raised": (event: HandRaised) => void;
  /** A participant's hand was lowered. */
  "user-hand-lowered": (event: HandLowered) => void;
  /** To all, including the sender. `senderId` is the sender's socket id at that time. `senderParticipantId` is the sender's seat, or null for a notice of the system. `user` is present for accounts. `type` is `TEXT`, `FILE` or `SYSTEM`. Show `content` as text. Message ids ascend in the order of the chat. */
  "chat-message": (event: ChatPosted) => void;
  /** To the others: a participant started or stopped typing. */
  "user-typing": (event: TypingChanged) => void;
  /** To all, including the sender: a person reacted. */
  "reaction": (event: Reacted) => void;
  /** To a participant whom a host asks to switch the microphone on. */
  "unmute-requested": (event: UnmuteRequested) => void;
  /** To a participant whom a host muted: stop sending audio. The others receive `user-toggle-audio`. */
  "force-mute": (event: Muted) => void;
  /** To a client that may not stay, before its connection is closed. Do not reconnect. `code` is present only if the credential has ended: `SIGNED_OUT`, `SESSION_EXPIRED` or `TOKEN_EXPIRED`. Otherwise a host removed you, or the room has ended. */
  "force-disconnect": (event: Removed) => void;
  /** To a connection whose access token has expired: without a `refresh-token`, the server closes the connection after `graceSeconds`. */
  "token-expired": (event: TokenRanOut) => void;
  /** To a page, a few minutes before its session ends. Any HTTP request with the session's cookie prolongs the session. */
  "session-ending": (event: SessionEnding) => void;
  /** To a page that received `session-ending`: the session was used and lasts longer. */
  "session-prolonged": (event: SessionProlonged) => void;
  /** To all: the room was locked or unlocked. */
  "room-locked": (event: LockChanged) => void;
  /** To all: the complete settings after a change. */
  "settings-updated": (event: SettingsUpdated) => void;
  /** To a connection before it is closed: a newer connection of the same person took over its seat, or its place in the waiting room. Do not reconnect automatically; otherwise the two connections replace each other forever. */
  "moved": (event: Moved) => void;
  /** To all, before their connections are closed: a host ended the meeting, or the room was closed or deleted. A client that joined without the capability `seats` then receives `force-disconnect` with the same reason. */
  "room-ended": (event: RoomEnded) => void;
  /** To all, before their connections are closed with code 1012: the server shuts down, and is back after about `graceSeconds`. Reconnect automatically. Seats are not kept: the first person who returns starts a new meeting. */
  "server-restarting": (event: ServerRestarting) => void;
  /** To the sender of a refused event that did not ask for an acknowledgement, and to a client before its connection is closed for misbehaviour. */
  "error": (event: Refused) => void;
}
