/** Example people, messages and meetings for tests. */

import { apply, initialState } from "../../static/js/call/state/state.js";

/** @import {Event, Events} from "../../static/js/call/state/events.js" */
/** @import {Config, State} from "../../static/js/call/state/model.js" */
/**
 * @import {Knocker, Message, Participant, RoomJoined, RoomSettings} from "../../static/js/call/protocol.js"
 */

/** @type {RoomSettings} */
export const SETTINGS = {
  allowChat: true,
  allowScreenShare: true,
  allowMicrophone: true,
  allowCamera: true,
  allowUnmute: true,
  allowReactions: true,
  allowRename: true,
  waitingRoom: false,
  knockAfterRemoval: true,
};

/** @type {Config} */
export const CONFIG = {
  roomCode: "7KQ2MX",
  roomName: "Weekly",
  displayName: "Max",
  userId: "",
  isHost: false,
  avatarColor: 3,
  present: [],
  presentCount: 0,
  mustKnock: false,
  settings: SETTINGS,
  meshParticipants: 4,
  iceUrls: { stun: [], turn: [] },
  urls: {
    home: "/",
    background: {
      script: "/static/library.js",
      assets: "/static/",
      pictures: {
        hills: "/static/hills.svg",
        room: "/static/room.svg",
        shapes: "/static/shapes.svg",
      },
    },
    signIn: "/accounts/login/",
    settings: null,
    meetings: "/rooms/7KQ2MX/meetings/",
    mediaServer: "/rooms/ABC/media-server/",
    session: "/accounts/session/",
  },
};

/** @param {string} name @returns {Participant} */
export function participant(name) {
  return {
    socketId: name,
    participantId: `seat of ${name}`,
    displayName: name.charAt(0).toUpperCase() + name.slice(1),
    isHost: false,
    role: "participant",
    isMuted: false,
    isVideoOff: false,
    isScreenSharing: false,
    isHandRaised: false,
    handRaisedAt: null,
    avatarColor: 1,
  };
}

/** @param {string} name @returns {Knocker} */
export function knocker(name) {
  return {
    participantId: `seat of ${name}`,
    displayName: name.charAt(0).toUpperCase() + name.slice(1),
    verified: false,
    since: "2026-11-20T10:00:00Z",
    away: false,
    deniedBefore: 0,
  };
}

/** @param {string} id @param {string} senderId @returns {Message} */
export function message(id, senderId = "ann") {
  return {
    id,
    senderId,
    senderName: "Ann",
    content: `Message ${id}`,
    type: "TEXT",
    timestamp: "2026-11-20T10:00:00Z",
  };
}

/** @param {Partial<RoomJoined>} fields @returns {RoomJoined} */
export function joined(fields = {}) {
  return {
    roomId: "room",
    roomCode: "7KQ2MX",
    isHost: false,
    role: "participant",
    participantId: "seat of me",
    participants: [],
    messages: [],
    settings: SETTINGS,
    iceServers: [],
    locked: false,
    ...fields,
  };
}

/** @param {State} state @param {(readonly [keyof Events, object])[]} events */
export function play(state, ...events) {
  return events.reduce(
    (current, [type, payload]) => apply(current, /** @type {Event} */ ({ type, payload })),
    state,
  );
}

/**
 * Return the state of a call after a `room-joined` event with these fields.
 * @param {Partial<RoomJoined>} fields
 */
export function meeting(fields = {}) {
  return play(
    initialState(CONFIG),
    ["joining", { displayName: "Max", isRejoining: false }],
    ["connected", { socketId: "me", isRecovered: false }],
    ["room-joined", joined(fields)],
  );
}
