/** Apply events to the state of a random pair. The functions are pure. */

/** @import {Event, State} from "./model.js" */

/** Maximum number of lines kept, for a page that stays open all day. */
const MOST_LINES = 500;
// eslint-disable-next-line meet/unmarked-text -- the protocol's name of a guest, never shown
const ANONYMOUS = "Anonymous";

const NO_INPUT = { isOn: false, isOpening: false, problem: null, deviceId: "", devices: [] };
/** @satisfies {Partial<State>} */
const NO_PARTNER = {
  partnerId: "",
  hasVideo: false,
  stream: null,
  hasPicture: false,
  linkState: /** @type {const} */ ("new"),
};

/** @type {State} */
export const initialState = {
  ...NO_PARTNER,
  phase: "idle",
  wantsVideo: true,
  isConnected: false,
  socketId: "",
  isReported: false,
  online: null,
  code: "",
  lines: [],
  media: {
    microphone: NO_INPUT,
    camera: NO_INPUT,
    speaker: { deviceId: "", devices: [] },
    background: { isPossible: false, chosen: "none", problem: null, load: null, ownPicture: null },
    isSharingScreen: false,
    isSelfMirrored: true,
  },
};

/** @param {State} state @param {Event} event @returns {State} */
export function apply(state, { type, payload }) {
  switch (type) {
    case "opening":
      return { ...inPhase(state, "opening"), wantsVideo: payload.wantsVideo };
    case "devices-missing":
      return inPhase(state, "no-devices");
    case "connecting":
      return inPhase(state, "connecting");
    case "connected":
      return { ...state, isConnected: true, socketId: payload.socketId };
    case "disconnected":
      return { ...state, isConnected: false };
    case "connection-refused":
      return { ...inPhase(state, "refused"), code: payload.code };
    case "unreachable":
      return inPhase(state, "unreachable");
    case "stopped":
      return { ...inPhase(state, "idle"), online: null };
    case "onlineUsers":
      return { ...state, online: payload };
    case "waiting":
      return { ...state, ...NO_PARTNER, phase: "waiting", lines: [], isReported: false };
    case "chatStart": {
      const { partnerId, withVideo } = payload;
      return { ...inPhase(state, "paired"), partnerId, hasVideo: withVideo };
    }
    case "partnerLeft":
      // Keep the partner's id, so that the person can still report them.
      return { ...state, ...NO_PARTNER, phase: "left", partnerId: payload.partnerId };
    case "message":
      return { ...state, lines: [...state.lines, line(state, payload)].slice(-MOST_LINES) };
    case "reported":
      return { ...state, isReported: true };
    case "media-changed":
      return { ...state, media: payload };
    case "stream-changed":
    case "link-changed":
      return { ...state, ...payload };
    default:
      return state;
  }
}

/** @param {State} state @param {State["phase"]} phase @returns {State} */
function inPhase(state, phase) {
  return { ...state, ...NO_PARTNER, phase, code: "", lines: [], isReported: false };
}

/** @param {State} state @param {Extract<Event, {type: "message"}>["payload"]} message */
function line({ socketId, lines }, { sender, senderEmail, text, timestamp }) {
  return {
    id: (lines.at(-1)?.id ?? 0) + 1,
    isOwn: sender === socketId,
    sender: senderEmail === ANONYMOUS ? "" : senderEmail,
    text,
    timestamp,
  };
}
