/**
 * What this person has pinned to the stage, as the ids of tiles in the order of pinning. No other
 * client is told. A pin stays through reconnects. It ends when its person leaves, and the pin of a
 * screen also when the share ends.
 */

import { resetAtCallEnd } from "./call-end.js";
import { tilesOf } from "./tiles.js";

/** @import {State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const pins = {
  "pin-toggled": (state, { tileId }) => {
    if (!tilesOf(state).some(({ id }) => id === tileId)) return state;
    const others = state.pinned.filter((id) => id !== tileId);
    const isPinned = others.length < state.pinned.length;
    return { ...state, pinned: isPinned ? others : [...others, tileId] };
  },

  // The people slice comes first.
  "room-joined": withoutAbsent,
  "user-left": withoutAbsent,
  "screen-share-stopped": withoutAbsent,
  "media-changed": withoutAbsent,
  "participant-resumed": withoutAbsent,

  ...resetAtCallEnd(reset),
  "waiting-room": reset,
};

/** @param {State} state @returns {State} */
function withoutAbsent(state) {
  if (state.pinned.length === 0) return state;
  const ids = tilesOf(state).map(({ id }) => id);
  const pinned = state.pinned.filter((id) => ids.includes(id));
  return pinned.length === state.pinned.length ? state : { ...state, pinned };
}

/** @param {State} state @returns {State} */
function reset(state) {
  return { ...state, pinned: [] };
}
