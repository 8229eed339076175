/** All events that change the state: events of the server, and events of this page. */

import type { createStore } from "../../store.js";
import type { Message, ServerEvents } from "../protocol.js";
import type { MediaState } from "../../media/media-state.js";
import type { Weakness } from "../../rtc/connection-quality.js";
import type { LinkState } from "../../rtc/media-session.js";
import type { PeerStreams } from "../../rtc/received-streams.js";
import type { ServerState } from "../../rtc/server/server-ways.js";
import type { Dialog, CallEnd, Layout, NoticeKind, Panel, SelfView, State } from "./model.js";

export interface LocalEvents {
  connected: { socketId: string; isRecovered: boolean };
  disconnected: Record<string, never>;
  "connect-failed": { code: string };
  /** The time of the next attempt, in milliseconds of `performance.now()`. */
  "reconnect-scheduled": { at: number };
  "reconnect-started": Record<string, never>;
  joining: { displayName: string; isRejoining: boolean };
  "preview-opened": Record<string, never>;
  left: CallEnd;
  "hand-changed": { isRaised: boolean };
  "reaction-faded": { id: number };
  "speaking-changed": { participantId: string; isSpeaking: boolean };
  "media-changed": MediaState;
  "streams-changed": { socketId: string; streams: PeerStreams };
  "link-changed": { socketId: string; linkState: LinkState };
  "link-lost": { socketId: string };
  "media-server-changed": { state: ServerState };
  "picture-level-changed": { socketId: string; level: number };
  "weak-connections-changed": Record<string, Weakness>;
  "session-countdown": { minutesLeft: number | null };
  "sound-blocked": Record<string, never>;
  "sound-allowed": Record<string, never>;
  "message-sending": { key: string; content: string };
  "message-sent": { key: string; message: Message };
  "message-failed": { key: string; code?: string };
  "history-loading": Record<string, never>;
  "history-loaded": { messages: Message[]; hasMore: boolean };
  "history-failed": Record<string, never>;
  "pin-toggled": { tileId: string };
  "layout-chosen": { layout: Layout };
  "main-speaker-changed": { participantId: string };
  "self-view-toggled": Record<string, never>;
  "self-view-placed": SelfView;
  "panel-toggled": { panel: Panel };
  "panel-closed": Record<string, never>;
  "dialog-opened": Dialog;
  "dialog-closed": Record<string, never>;
  "notice-added": { kind: NoticeKind; about: string; deviceId?: string };
  "notice-dismissed": { id: number };
}

export type Events = ServerEvents & LocalEvents;

export type Event = { [Type in keyof Events]: { type: Type; payload: Events[Type] } }[keyof Events];

export type CallStore = ReturnType<typeof createStore<State, Event>>;
