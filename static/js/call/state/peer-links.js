/** The received streams, the connection state and the picture level of each peer, by socket id. */

import { resetAtCallEnd } from "./call-end.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const peerLinks = {
  "room-joined": (state, { participants }) =>
    participants.reduce((current, { participantId, socketId }) => {
      const former = state.people.find((one) => one.participantId === participantId);
      return former ? moved(current, former.socketId, socketId) : current;
    }, state),
  "participant-resumed": (state, { oldSocketId, socketId }) => moved(state, oldSocketId, socketId),

  "streams-changed": (state, { socketId, streams }) => ({
    ...state,
    streams: { ...state.streams, [socketId]: streams },
  }),
  "link-changed": (state, { socketId, linkState }) => ({
    ...state,
    links: { ...state.links, [socketId]: linkState },
  }),
  "picture-level-changed": (state, { socketId, level }) => ({
    ...state,
    pictureLevels: { ...state.pictureLevels, [socketId]: level },
  }),
  "link-lost": (state, { socketId }) => {
    const { [socketId]: _streams, ...streams } = state.streams;
    const { [socketId]: _link, ...links } = state.links;
    const { [socketId]: _level, ...pictureLevels } = state.pictureLevels;
    return { ...state, streams, links, pictureLevels };
  },

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/**
 * Move a person's entries to their new socket id, unless that id already has entries.
 * @param {State} state
 * @param {string} from
 * @param {string} to
 * @returns {State}
 */
function moved(state, from, to) {
  if (from === to || !(from in state.links || from in state.streams)) return state;
  return {
    ...state,
    streams: renamed(state.streams, from, to),
    links: renamed(state.links, from, to),
    pictureLevels: renamed(state.pictureLevels, from, to),
  };
}

/**
 * @template Value
 * @param {Readonly<Record<string, Value>>} record
 * @param {string} from
 * @param {string} to
 * @returns {Record<string, Value>}
 */
function renamed(record, from, to) {
  const { [from]: value, ...others } = record;
  return value === undefined || to in others ? others : { ...others, [to]: value };
}

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, streams: {}, links: {}, pictureLevels: {} };
}
