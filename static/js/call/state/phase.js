/** The phase of the call, the room, and this client's own role, name and connection. */

/** @import {CallEnd, Self, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Record<string, CallEnd["kind"]>} */
const DISCONNECTED = { SESSION_EXPIRED: "sessionEnded" };

/** @type {Slice} */
export const phase = {
  joining: (state, { displayName, isRejoining }) => ({
    ...state,
    phase: isRejoining ? "rejoining" : "joining",
    callEnd: null,
    self: { ...state.self, displayName },
  }),
  "preview-opened": (state) => ({ ...state, phase: "prejoin", callEnd: null }),

  // After a connection under a new id, nothing works until the room is joined again.
  connected: (state, { socketId, isRecovered }) => ({
    ...state,
    isConnected: isRecovered,
    nextAttemptAt: null,
    self: {
      ...state.self,
      socketId,
      socketIds: [...new Set([...state.self.socketIds, socketId])],
    },
  }),

  disconnected: (state) => ({ ...state, isConnected: false }),
  "reconnect-scheduled": (state, { at }) => ({ ...state, nextAttemptAt: at }),
  "reconnect-started": (state) => ({ ...state, nextAttemptAt: null }),

  "waiting-room": (state, { participantId, roomName }) => ({
    ...withSelf(state, { participantId }),
    phase: "waiting",
    isConnected: true,
    nextAttemptAt: null,
    room: { ...state.room, name: roomName },
  }),
  "waiting-room-result": (state, { status, canRetryAfterSeconds }) =>
    leave(state, { kind: status, canRetryAfterSeconds }),

  "room-joined": (state, payload) => ({
    ...withSelf(state, {
      participantId: payload.participantId ?? state.self.socketId,
      displayName: payload.self?.displayName ?? state.self.displayName,
      role: payload.role ?? (payload.isHost ? "host" : "participant"),
    }),
    phase: "meeting",
    isConnected: true,
    nextAttemptAt: null,
    callEnd: null,
    room: {
      ...state.room,
      id: payload.roomId,
      name: payload.roomName ?? state.room.name,
      meetingId: payload.meetingId ?? "",
      isLocked: payload.locked ?? false,
      settings: payload.settings,
    },
  }),

  "join-error": (state, { reason, canRetryAfterSeconds }) => {
    if (reason === "MOVED") return leave(state, { kind: "moved" });
    return reason === "KNOCK_DENIED"
      ? leave(state, { kind: "denied", canRetryAfterSeconds })
      : leave(state, { kind: "refused", reason });
  },
  "force-disconnect": (state, { code = "" }) =>
    leave(state, { kind: DISCONNECTED[code] ?? (code ? "signedOut" : "removed") }),
  "room-ended": (state) => leave(state, { kind: "ended" }),
  moved: (state) => leave(state, { kind: "moved" }),
  left: leave,

  "room-locked": (state, { locked }) => ({ ...state, room: { ...state.room, isLocked: locked } }),
  "settings-updated": (state, { settings }) => ({ ...state, room: { ...state.room, settings } }),
  "participant-updated": (state, { participantId, displayName, role }) =>
    participantId === state.self.participantId
      ? withSelf(state, {
          displayName: displayName ?? state.self.displayName,
          role: role ?? state.self.role,
        })
      : state,
  "force-mute": (state) => withSelf(state, { isMutedByHost: true }),
  "media-changed": (state, media) => ({
    ...(media.microphone.isOn ? withSelf(state, { isMutedByHost: false }) : state),
    media,
  }),
};

/** @param {State} state @param {Partial<Self>} fields @returns {State} */
function withSelf(state, fields) {
  return { ...state, self: { ...state.self, ...fields } };
}

/** @param {State} state @param {CallEnd} callEnd @returns {State} */
function leave(state, callEnd) {
  return {
    ...state,
    phase: "left",
    isConnected: false,
    nextAttemptAt: null,
    sessionMinutesLeft: null,
    callEnd,
    panel: null,
    dialog: null,
  };
}
