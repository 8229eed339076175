/** The shape of the client's state of a call. Every part of the page is a view of it. */

import type { BackgroundUrls } from "../../media/background/parts.js";
import type { MediaState } from "../../media/media-state.js";
import type { Weakness } from "../../rtc/connection-quality.js";
import type { LinkState } from "../../rtc/media-session.js";
import type { IceUrls } from "../../rtc/network-check.js";
import type { PeerStreams } from "../../rtc/received-streams.js";
import type { PictureSizes } from "../../rtc/send-quality.js";
import type { RoomMediaPath } from "../../rtc/server/messages.js";
import type { ServerState } from "../../rtc/server/server-ways.js";
import type { Knocker, Message, Role, RoomSettings } from "../protocol.js";

/** `rejoining` is `joining` without the preview: after a reload, or from the screen after the call. */
export type Phase = "prejoin" | "joining" | "rejoining" | "waiting" | "meeting" | "left";
/** How the stage shows people: all of the same size, or the one who speaks large. */
export type Layout = "grid" | "speaker";
export type Corner = "top-start" | "top-end" | "bottom-start" | "bottom-end";
/** Where the own camera is. `auto` until the person chooses; the corner is that of a floating tile. */
export interface SelfView {
  place: "auto" | "tile" | "floating";
  corner: Corner;
}
export type Panel = "chat" | "people";
export type Dialog =
  | {
      kind:
        | "devices"
        | "shortcuts"
        | "settings"
        | "mute-all"
        | "admit-all"
        | "rename"
        | "leave"
        | "still-there";
    }
  | { kind: "remove"; participantId: string; isBlocking: boolean }
  | { kind: "message-knocker"; participantId: string }
  /** Null for all connections. */
  | { kind: "statistics"; participantId: string | null };

/** The `meet-config` JSON in the page. */
export interface Config {
  roomCode: string;
  roomName: string;
  displayName: string;
  /** The id of the account, "" for a guest. */
  userId: string;
  isHost: boolean;
  avatarColor: number;
  present: string[];
  presentCount: number;
  mustKnock: boolean;
  settings: RoomSettings;
  /** With more people who send pictures than this, pictures are reduced. */
  meshParticipants: number;
  /** The STUN and TURN servers of this site, without credentials: for the check before joining. */
  iceUrls: IceUrls;
  urls: {
    home: string;
    background: BackgroundUrls;
    signIn: string;
    settings: string | null;
    meetings: string;
    session: string;
    /** Tells what the server knows of media servers for this room. */
    mediaServer: string;
  };
}

export interface Person {
  /** The id of the seat. It stays the same after a reconnect, unlike the socket id. */
  participantId: string;
  socketId: string;
  displayName: string;
  role: Role;
  isMuted: boolean;
  isVideoOff: boolean;
  /** Position among the people who share a screen, null if this person does not share one. */
  screenOrder: number | null;
  /** Position among the raised hands, null if the hand is down. */
  handOrder: number | null;
  avatarColor: number;
  /**
   * The sizes at which this person's page displays this client's pictures, zero if it does not, null
   * if it did not say.
   */
  requestedSizes: PictureSizes;
  /** Whether this person's client sends and receives a screen beside the camera. */
  hasTwoPictures: boolean;
  /** Whether this person's client can send and receive through a media server. */
  usesMediaServer: boolean;
  /** The server has lost the connection to this person. Their media may still arrive. */
  isReconnecting: boolean;
  isSelf: boolean;
}

/** Reason why this page shows no meeting. */
export interface CallEnd {
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
  /** For `refused`: the stable code. */
  reason?: string;
  /** For `denied`: time until the person may knock again; undefined if they may not knock again. */
  canRetryAfterSeconds?: number;
}

/** This client's own place in the waiting room. */
export interface Knock {
  hostName: string;
  isHostPresent: boolean;
  /** Messages from hosts while this person waits. */
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

/** A message of this person that the server has not confirmed. */
export interface OutgoingMessage {
  /** Created by this client. A retry with the same key can't post the message twice. */
  key: string;
  content: string;
  hasFailed: boolean;
  code?: string;
}

export interface Notice {
  id: number;
  kind: NoticeKind;
  /** The people or things that the notice is about. One notice may cover several people. */
  about: string[];
  /** For a device that was connected. */
  deviceId?: string;
  /** For `knocked`: participant ids of the knockers, in the order of `about`. */
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
  | "speaking-muted"
  | "microphone-silent"
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
  | "spotlit"
  | "you-spotlit"
  | "you-not-spotlit"
  | "permitted"
  | "forbidden"
  | "device-fell-back"
  | "device-lost"
  | "device-changed"
  | "microphone-connected"
  | "camera-connected"
  | "speaker-connected"
  | "device-blocked"
  | "device-refused"
  | "background-too-slow"
  | "background-failed"
  | "choose-screen"
  | "screen-failed"
  | "full-screen-refused"
  | "small-window-refused"
  | "unreachable"
  | "servers-unusable"
  | "media-server-full"
  | "session-not-prolonged"
  | "refused";

export interface Self {
  socketId: string;
  /**
   * Every socket id that this tab has had in this room. A message carries the socket id that was
   * current when it was sent.
   */
  socketIds: string[];
  participantId: string;
  displayName: string;
  avatarColor: number;
  role: Role;
  /** Whether a host muted this person, and they have not unmuted since. */
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

export interface State {
  phase: Phase;
  /** Whether a host must admit this person, as far as the client knows. */
  mustKnock: boolean;
  isConnected: boolean;
  /**
   * The time of the next attempt to reconnect, in milliseconds of `performance.now()`. Null while
   * connected and during an attempt.
   */
  nextAttemptAt: number | null;
  callEnd: CallEnd | null;
  room: Room;
  self: Self;
  people: Person[];
  /** Set while this person waits to be admitted, else null. */
  knock: Knock | null;
  /** The people in the waiting room, longest wait first; empty unless this person is a host. */
  knockers: Knocker[];
  reactions: Reaction[];
  reactionCount: number;
  /** Participant ids of the people who speak now, in the order in which they began. */
  speakers: string[];
  /** Ids of the tiles that this person has pinned to the stage: see `tiles.js`. */
  pinned: string[];
  /** Participant id of the person whom a host shows large to everybody. */
  spotlight: string | null;
  layout: Layout;
  /** Participant id of the person who spoke last for a while: see `main-speaker-watch.js`. */
  mainSpeaker: string | null;
  /** Whether this person has hidden their own tile on this page. */
  isSelfHidden: boolean;
  /** See `self-view.js`. */
  selfView: SelfView;
  streams: Readonly<Record<string, PeerStreams>>;
  links: Readonly<Record<string, LinkState>>;
  /** How far the received pictures are reduced, by socket id: see `rtc/link-quality.js`. */
  pictureLevels: Readonly<Record<string, number>>;
  /** Whose connection is weak, by participant id: see `rtc/connection-quality.js`. */
  weakConnections: Readonly<Record<string, Weakness>>;
  /** What carries the media of the room. */
  mediaPath: RoomMediaPath;
  mediaServer: ServerState;
  /** Minutes until the login session ends, null unless it ends soon. */
  sessionMinutesLeft: number | null;
  /** Whether the browser refused to play sound before a click. */
  isSoundBlocked: boolean;
  media: MediaState;
  messages: ChatMessage[];
  outgoing: OutgoingMessage[];
  hasOlderMessages: boolean;
  isLoadingOlder: boolean;
  unread: number;
  /**
   * Id of the oldest message that was unread when the chat was opened, or is now. Null after the chat
   * was closed.
   */
  firstNewId: string | null;
  typing: { socketId: string; displayName: string }[];
  panel: Panel | null;
  dialog: Dialog | null;
  notices: Notice[];
  noticeCount: number;
}
