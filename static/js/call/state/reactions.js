/** The reactions that are displayed now, oldest first. */

/** @import {Slice} from "./state.js" */

/** Maximum number of reactions displayed at once; more can't be told apart. */
const SHOWN = 24;

/** @type {Slice} */
export const reactions = {
  reaction: (state, { socketId, emoji }) => {
    const person = state.people.find((one) => one.socketId === socketId);
    if (!person) return state;
    const id = state.reactionCount + 1;
    const reaction = { id, participantId: person.participantId, emoji };
    return {
      ...state,
      reactions: [...state.reactions, reaction].slice(-SHOWN),
      reactionCount: id,
    };
  },
  "reaction-faded": (state, { id }) => ({
    ...state,
    reactions: state.reactions.filter((one) => one.id !== id),
  }),
};
