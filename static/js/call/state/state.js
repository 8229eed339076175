/**
 * Hold the client's state of the call, and apply events to it.
 *
 * `apply` is pure: the same state and event always give the same new state, and a state is never
 * modified. This module does not know where events come from or which views read the state.
 */

import { chat } from "./chat.js";
import { notices } from "./notices.js";
import { peerLinks } from "./peer-links.js";
import { page } from "./page.js";
import { people } from "./people.js";
import { pins } from "./pins.js";
import { phase } from "./phase.js";
import { NO_MEDIA_SERVER, roomMedia } from "./room-media.js";
import { reactions } from "./reactions.js";
import { readSelfView, selfView } from "./self-view.js";
import { speakers } from "./speakers.js";
import { spotlight } from "./spotlight.js";
import { view } from "./view.js";
import { waitingRoom } from "./waiting-room.js";
import { weakConnections } from "./weak-connections.js";

/** @import {Event, Events} from "./events.js" */
/** @import {BackgroundState, InputState} from "../../media/media-state.js" */
/** @import {Config, Layout, State} from "./model.js" */

/**
 * A slice maps the events of one part of the state to functions that return the new state.
 * @typedef {{[Type in keyof Events]?: (state: State, payload: Events[Type]) => State}} Slice
 */

// Notices come first, because they need the people as they were before the event. Links come before
// people, because they move entries from a person's old socket id to the new one. Pins, speakers and
// weak connections come after people, because they end when their person has left.
/** @type {Slice[]} */
const SLICES = [
  notices,
  peerLinks,
  phase,
  page,
  people,
  pins,
  speakers,
  spotlight,
  view,
  selfView,
  weakConnections,
  roomMedia,
  reactions,
  waitingRoom,
  chat,
];

/** @type {BackgroundState} */
const NO_BACKGROUND = {
  isPossible: false,
  chosen: "none",
  problem: null,
  load: null,
  ownPicture: null,
};
/** @type {InputState} */
const CLOSED_INPUT = { isOn: false, isOpening: false, problem: null, deviceId: "", devices: [] };

/**
 * @param {Config} config
 * @param {string[]} [socketIds] socket ids that this tab had before a reload
 * @param {{layout?: Layout, selfView?: unknown}} [chosen] what was last chosen in this browser
 * @returns {State}
 */
export function initialState(config, socketIds = [], chosen = {}) {
  const { avatarColor, displayName, roomCode, roomName, settings } = config;
  return {
    phase: "prejoin",
    mustKnock: config.mustKnock,
    isConnected: false,
    nextAttemptAt: null,
    callEnd: null,
    room: {
      id: "",
      code: roomCode,
      name: roomName,
      meetingId: "",
      isLocked: false,
      settings,
    },
    self: {
      socketId: "",
      socketIds,
      participantId: "",
      displayName,
      avatarColor,
      role: config.isHost ? "host" : "participant",
      isMutedByHost: false,
    },
    people: [],
    knock: null,
    knockers: [],
    reactions: [],
    reactionCount: 0,
    speakers: [],
    pinned: [],
    spotlight: null,
    layout: chosen.layout ?? "grid",
    mainSpeaker: null,
    isSelfHidden: false,
    selfView: readSelfView(chosen.selfView),
    streams: {},
    links: {},
    pictureLevels: {},
    weakConnections: {},
    ...NO_MEDIA_SERVER,
    sessionMinutesLeft: null,
    isSoundBlocked: false,
    media: {
      microphone: CLOSED_INPUT,
      camera: CLOSED_INPUT,
      speaker: { deviceId: "", devices: [] },
      background: NO_BACKGROUND,
      isSharingScreen: false,
      isSelfMirrored: true,
    },
    messages: [],
    outgoing: [],
    hasOlderMessages: false,
    isLoadingOlder: false,
    unread: 0,
    firstNewId: null,
    typing: [],
    panel: null,
    dialog: null,
    notices: [],
    noticeCount: 0,
  };
}

/** @param {State} state @param {Event} event @returns {State} */
export function apply(state, event) {
  return SLICES.reduce((current, slice) => {
    const update = /** @type {((state: State, payload: unknown) => State) | undefined} */ (
      slice[event.type]
    );
    return update ? update(current, event.payload) : current;
  }, state);
}
