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

/** To the host who admitted several knockers: those admitted, and those the room is full for. */
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

/** A STUN or TURN server, as `RTCPeerConnection` takes it. */
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
   * Enter a room by its `roomCode` as a person typed or pasted it: in any case, in full width, with spaces, punctuation or hidden characters in it or around it, or as a link. Guests give a `displayName` of 1 to 50 characters (accounts have their own; see Names and texts). `participantToken`, from an earlier `room-joined`, makes a guest without cookies the same guest again. `capabilities` names what the client can do: `seats` means that it follows `participant-reconnecting` and `participant-resumed`, and `waiting-room` that it waits for a host for as long as that takes. Without either, a client hears `join-error` if no host has decided after 14 seconds.
   *
   * The answer comes twice: as the event `room-joined` and, with `success`, as the acknowledgement. A refusal comes as `join-error` and, with `success` and `error`, as the acknowledgement. Who has to be let in first is answered by `waiting-room` in the same two ways, and by `room-joined` once a host has admitted it. Joining again on the same connection is answered again, without the capability `seats` after `user-left` for everybody, unless the connection was lost in between; joining another room leaves the first.
   */
  "join-room": (command: Join, answer?: (answer: Acknowledgement<RoomJoined | KnockPlaced>) => void) => void;
  /** Give up the seat at once. The connection stays and may join again. */
  "leave-room": (command: Leave, answer?: (answer: Acknowledgement) => void) => void;
  /** Send a session description to a peer in the same room, by socket id. `sdp` is an object or a string and is passed on byte for byte. */
  "offer": (command: Offer, answer?: (answer: Acknowledgement) => void) => void;
  "answer": (command: Answer, answer?: (answer: Acknowledgement) => void) => void;
  /** `candidate` is an object or a string; `null` or empty means that there are no more. */
  "ice-candidate": (command: Candidate, answer?: (answer: Acknowledgement) => void) => void;
  /** Say that your microphone is on or off. Who was muted by a host may not be allowed to unmute. */
  "toggle-audio": (command: ToggleAudio, answer?: (answer: Acknowledgement) => void) => void;
  "toggle-video": (command: ToggleVideo, answer?: (answer: Acknowledgement) => void) => void;
  "start-screen-share": (command: StartScreenShare, answer?: (answer: Acknowledgement) => void) => void;
  "stop-screen-share": (command: StopScreenShare, answer?: (answer: Acknowledgement) => void) => void;
  /** Raise or lower the caller's own hand. */
  "toggle-hand-raise": (command: RaiseHand, answer?: (answer: Acknowledgement) => void) => void;
  /**
   * Write to all. `content` has 1 to 2,000 characters after trimming; controls are taken out, everything else stays text. A `key` of your own making (1 to 64 characters) makes a retry safe: a second message with the same key from the same person in the same room, on whichever seat and connection, is answered with the first one and shown to nobody. A guest is the same person by its cookie or its `participantToken`.
   *
   * The message is stored before anybody sees it. It then comes to all, you too, as `chat-message`.
   */
  "chat-message": (command: PostMessage, answer?: (answer: Acknowledgement<{ message: ChatPosted }>) => void) => void;
  /** Read the chat in pages of up to 100, oldest first: the newest page, the one that ends before a message id, or the one that starts after a message id. `more` says whether there is more in that direction. */
  "get-messages": (command: GetMessages, answer?: (answer: Acknowledgement<MessagesRead>) => void) => void;
  /** Say that you are typing, again every second or two while you are: it ends by itself after 3 seconds, and with the message. */
  "typing-start": (command: StartTyping, answer?: (answer: Acknowledgement) => void) => void;
  "typing-stop": (command: StopTyping, answer?: (answer: Acknowledgement) => void) => void;
  /** Show one of 👍 👎 👏 ❤️ 😂 😮 😢 🎉 🙏 🔥 ✅ 👋 to all. Variation selectors don't count: ❤ is shown as ❤️. */
  "send-reaction": (command: React, answer?: (answer: Acknowledgement) => void) => void;
  /** Be called otherwise for the rest of this meeting, by 1 to 50 characters. An account keeps its own name elsewhere. */
  "rename": (command: Rename, answer?: (answer: Acknowledgement) => void) => void;
  /** Leave the waiting room. */
  "cancel-knock": (command: CancelKnock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: let somebody in who waits, by participant id. Where the room is full, that is the answer, and the knocker waits on. */
  "admit-participant": (command: Admit, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: let in those of whom you know, up to 100, as far as there is room. Who knocked later waits on. */
  "admit-all": (command: AdmitAll, answer?: (answer: Acknowledgement<AdmittedAll>) => void) => void;
  /** For hosts and co-hosts: don't let somebody in, and with `block` not later either. */
  "deny-participant": (command: Deny, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: write to somebody who waits, who can't answer. */
  "message-waiting": (command: MessageWaiting, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: mute somebody. Nobody can be unmuted by others. Here and below, `targetId` is a socket id or a participant id. */
  "mute-participant": (command: Mute, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: mute everybody but hosts and co-hosts. `allowUnmute` says whether they may unmute themselves from now on, which is the room's setting of that name; left out, it stays as it is. */
  "mute-all": (command: MuteAll, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts. */
  "ask-to-unmute": (command: AskToUnmute, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: take somebody's seat and close their connection. They have to knock for the rest of the meeting; and so do new guests where a guest was removed, unless `knockAfterRemoval` is off. */
  "remove-participant": (command: Remove, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: remove somebody, or turn a knocker away, and refuse the person until unblocked. */
  "block-participant": (command: Block, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts, by the participant id under which the person was blocked. */
  "unblock-participant": (command: Unblock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts: make somebody a co-host (`cohost`) of this meeting, or a `participant` again. `keep` makes an account a co-host of the room's later meetings too. */
  "set-role": (command: SetRole, answer?: (answer: Acknowledgement) => void) => void;
  /** Lower your hand, or as a host or co-host, with a `targetId`, somebody's. */
  "lower-hand": (command: LowerHand, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts. */
  "lower-all-hands": (command: LowerAllHands, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: once this is acknowledged, no newcomer gets in. Whoever has a seat may come back to it. */
  "lock-room": (command: Lock, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts and co-hosts: change settings for good; those left out stay. They hold at once: who sends what is not allowed any more is muted, darkened or stops sharing. `whenHostLeaves` is `continue` (somebody else acts as host), `lock` or `end` (after `endAfterMinutes`, 1 to 120); `maxParticipants` is 2 to 100. */
  "update-settings": (command: UpdateSettings, answer?: (answer: Acknowledgement) => void) => void;
  /** For hosts: end the meeting for all. Everybody's connection is closed, the waiting are told, and nobody gets in until a host starts the room again, on its page or by `POST /api/rooms/{id}/start`. */
  "end-room": (command: EndRoom, answer?: (answer: Acknowledgement) => void) => void;
  /** Ask for fresh ICE servers, since TURN credentials run out after `ttlSeconds`. */
  "get-ice-servers": (command: GetIceServers, answer?: (answer: Acknowledgement<IceServersGiven>) => void) => void;
  /** Go on with another access token (`POST /api/auth/refresh`) of the same account: the connection now lasts as long as that one. Refused with `INVALID_TOKEN`, or with `IDENTITY_MISMATCH` where it names another account or you are a guest; the connection then goes on with what it had. Other protocols' clients may say it too. */
  "refresh-token": (command: RefreshToken, answer?: (answer: Acknowledgement<TokenRefreshed>) => void) => void;
}

export interface ServerToClientEvents {
  /**
   * To the newcomer: everything about the room at this moment. `participants` are the others, in the state they are in now, in the order they came, and `self` is you; `messages` the newest 50, oldest first. `participantToken` is there for guests only, `waiting` for hosts and co-hosts only: see `waiting-room-update`.
   *
   * A client without the capability `seats` may hear it again while it is in the room, without having asked: after a lost connection, and where somebody came [who can't be connected to otherwise](dialects.md#mixed-rooms). It means what it meant the first time: end all connections and offer to everybody in `participants`.
   */
  "room-joined": (event: RoomJoined) => void;
  /** To whom a join was refused. `code` is always the same; `reason` is one of the codes below. Only where asking again later helps, `canRetryAfterSeconds` says when. Where no acknowledgement was asked for, `error` follows with the reason as its code, for clients that know no event but that. */
  "join-error": (event: JoinRefused) => void;
  /** To a knocker: it waits to be let in. Sent again when a host comes or the last one goes. */
  "waiting-room": (event: KnockPlaced) => void;
  /** To a knocker that does not get in: `denied`, `expired` (its connection was lost for too long, or the server could not seat it) or `ended` (the meeting is over). Without `canRetryAfterSeconds`, a denial is for the rest of the meeting. */
  "waiting-room-result": (event: KnockEnded) => void;
  /** To a knocker: a host wrote to it. */
  "waiting-room-message": (event: KnockerAddressed) => void;
  /** To hosts and co-hosts: who waits now, whole, longest waiting first, at most four times a second: a change is told at once, and those that follow closely together. Who becomes a host hears it with that. `verified` people have an account; `away` ones have lost their connection. */
  "waiting-room-update": (event: WaitingChanged) => void;
  /** To the others: somebody came, or came back. Somebody with a `userId` has an account; `role` is `host`, `cohost` or `participant`; `avatarColor` is 0 to 11; `knowsSeats` says that its client joined with the capability `seats`, and so keeps its connections where one end comes back under another socket id. Expect an offer. */
  "user-joined": (event: PeerJoined) => void;
  /** To the others: a peer is not there any more, whether it left, was removed or lost its connection. */
  "user-left": (event: PeerLeft) => void;
  /** To those with the capability `seats`: this one's connection has been lost for two seconds, and its seat is kept. Media between the two of you may well go on. */
  "participant-reconnecting": (event: PeerReconnecting) => void;
  /** To those with the capability `seats`: somebody is back on its seat, with the same socket id or another one. Keep what you show of it; an offer that follows tells whether the connection between the two of you is a new one. */
  "participant-resumed": (event: PeerResumed) => void;
  /** To all: what changed of a name or a role. An acting host has the role `host` until the owner is back. */
  "participant-updated": (event: PeerUpdated) => void;
  /** `senderId` is the socket id to answer to; it and the name are the server's word, not the sender's. */
  "offer": (event: OfferRelayed) => void;
  "answer": (event: AnswerRelayed) => void;
  /** Candidates may come before the description they belong to: keep them until it is there. */
  "ice-candidate": (event: CandidateRelayed) => void;
  "user-toggle-audio": (event: AudioToggled) => void;
  "user-toggle-video": (event: VideoToggled) => void;
  "screen-share-started": (event: ScreenShareStarted) => void;
  "screen-share-stopped": (event: ScreenShareStopped) => void;
  "user-hand-raised": (event: HandRaised) => void;
  "user-hand-lowered": (event: HandLowered) => void;
  /** To all, the sender too. `senderId` is the sender's socket id of then, `senderParticipantId` the seat, null for a notice of the house; `user` is there for accounts; `type` is `TEXT`, `FILE` or `SYSTEM`. Show `content` as text. Message ids ascend in the order of the chat. */
  "chat-message": (event: ChatPosted) => void;
  "user-typing": (event: TypingChanged) => void;
  /** To all, the sender too. */
  "reaction": (event: Reacted) => void;
  /** To whom a host asks to switch the microphone on. */
  "unmute-requested": (event: UnmuteRequested) => void;
  /** To whom a host muted: stop sending sound. The others hear `user-toggle-audio`. */
  "force-mute": (event: Muted) => void;
  /** To somebody who may not stay, before the connection is closed. Do not reconnect. There is a `code` only where the credential has ended: `SIGNED_OUT`, `SESSION_EXPIRED` or `TOKEN_EXPIRED`; otherwise a host removed you, or the room has ended. */
  "force-disconnect": (event: Removed) => void;
  /** To whom an access token proved, once it has run out: without `refresh-token` the connection is closed in so many seconds. */
  "token-expired": (event: TokenRanOut) => void;
  /** To a page, a few minutes before the session ends that it was opened with. Any request over HTTP with the session's cookie prolongs it. */
  "session-ending": (event: SessionEnding) => void;
  /** To a page that was warned: the session was used. */
  "session-prolonged": (event: SessionProlonged) => void;
  /** To all, whoever locked. */
  "room-locked": (event: LockChanged) => void;
  /** To all, with the settings whole. */
  "settings-updated": (event: SettingsUpdated) => void;
  /** To a connection whose seat, or place in the waiting room, was taken over by a newer one of the same person, before it is closed. Do not reconnect by yourself, or the two will take turns for ever. */
  "moved": (event: Moved) => void;
  /** To all, before their connections are closed: a host ended the meeting, or the room was closed or deleted. Who joined without the capability `seats` hears `force-disconnect` after it, with the same reason. */
  "room-ended": (event: RoomEnded) => void;
  /** To all, before their connections are closed with code 1012: the server ends, and is back in about so many seconds. Reconnect by yourself; your seat is not kept, so the first to come back begins a new meeting. */
  "server-restarting": (event: ServerRestarting) => void;
  /** To the sender of an event that was refused and had not asked for an acknowledgement, and before a connection is closed for misbehaviour. */
  "error": (event: Refused) => void;
}
