/** What carries the media of the room, and the state of the connections to a media server. */

import { resetAtCallEnd } from "./call-end.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Pick<State, "mediaPath" | "mediaServer">} */
export const NO_MEDIA_SERVER = {
  mediaPath: { over: "mesh", generation: 0 },
  mediaServer: "unused",
};

/** @type {Slice} */
export const roomMedia = {
  "room-joined": (state, { media }) => ({
    ...state,
    mediaPath: media ?? NO_MEDIA_SERVER.mediaPath,
  }),
  "room-media-changed": (state, mediaPath) => ({ ...state, mediaPath }),
  "media-server-changed": (state, { state: mediaServer }) => ({ ...state, mediaServer }),

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, ...NO_MEDIA_SERVER };
}
