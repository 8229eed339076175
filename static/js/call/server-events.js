/** Names of the server events that the page of a room listens to. */

/** @import {ServerEvents} from "./protocol.js" */

/** @type {(keyof ServerEvents)[]} */
export const SERVER_EVENTS = [
  "room-joined",
  "join-error",
  "waiting-room",
  "waiting-room-update",
  "waiting-room-result",
  "waiting-room-message",
  "user-joined",
  "user-left",
  "participant-reconnecting",
  "participant-resumed",
  "participant-updated",
  "offer",
  "answer",
  "ice-candidate",
  "user-toggle-audio",
  "user-toggle-video",
  "screen-share-started",
  "screen-share-stopped",
  "user-hand-raised",
  "user-hand-lowered",
  "reaction",
  "chat-message",
  "user-typing",
  "force-mute",
  "unmute-requested",
  "session-ending",
  "session-prolonged",
  "force-disconnect",
  "room-locked",
  "settings-updated",
  "room-ended",
  "moved",
];
