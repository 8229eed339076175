/** Where this page stands: the phase, the room, one's own place in it, and what is open. */

/** @import {Farewell, State} from "../model.js" */
/** @import {Slice} from "../state.js" */

/** @type {Slice} */
export const session = {
  joining: (state, { displayName, isReturning }) => ({
    ...state,
    phase: isReturning ? "returning" : "joining",
    farewell: null,
    self: { ...state.self, displayName },
  }),
  "starting-over": (state) => ({ ...state, phase: "prejoin", farewell: null }),

  // Under a new id the room has to be joined again before anything works.
  connected: (state, { socketId, isRecovered }) => ({
    ...state,
    isConnected: isRecovered,
    self: {
      ...state.self,
      socketId,
      socketIds: [...new Set([...state.self.socketIds, socketId])],
    },
  }),

  disconnected: (state) => ({ ...state, isConnected: false }),

  "room-joined": (state, payload) => ({
    ...state,
    phase: "meeting",
    isConnected: true,
    farewell: null,
    room: {
      ...state.room,
      id: payload.roomId,
      name: payload.roomName ?? state.room.name,
      isLocked: payload.locked ?? false,
      settings: payload.settings,
    },
  }),

  "join-error": (state, { reason }) => leave(state, { kind: "refused", reason }),
  "force-disconnect": (state) => leave(state, { kind: "removed" }),
  "room-ended": (state) => leave(state, { kind: "ended" }),
  moved: (state) => leave(state, { kind: "moved" }),
  left: leave,

  "room-locked": (state, { locked }) => ({ ...state, room: { ...state.room, isLocked: locked } }),
  "settings-updated": (state, { settings }) => ({ ...state, room: { ...state.room, settings } }),
  "media-changed": (state, media) => ({ ...state, media }),

  "sound-blocked": (state) => ({ ...state, isSoundBlocked: true }),
  "sound-allowed": (state) => ({ ...state, isSoundBlocked: false }),

  "panel-toggled": (state, { panel }) => ({
    ...state,
    panel: state.panel === panel ? null : panel,
  }),
  "panel-closed": (state) => ({ ...state, panel: null }),
  "dialog-opened": (state, dialog) => ({ ...state, dialog }),
  "dialog-closed": (state) => ({ ...state, dialog: null }),
};

/** @param {State} state @param {Farewell} farewell @returns {State} */
function leave(state, farewell) {
  return { ...state, phase: "left", isConnected: false, farewell, panel: null, dialog: null };
}
