/** Helpers that enter and leave a call. */

import { joined } from "./example-call.js";
import { settled } from "./fake-connection.js";

/** @import {newCall} from "./fake-parts.js" */

/** @param {ReturnType<typeof newCall>} parts @param {object} fields */
export async function join({ call, signaling }, fields = {}) {
  await call.begin();
  call.join("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("room-joined", joined(fields));
  await settled();
}

/** Enter a room with a waiting room, and wait there. @param {ReturnType<typeof newCall>} parts */
export async function knock({ call, signaling }) {
  await call.begin();
  call.join("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("waiting-room", {
    participantId: "seat of me",
    roomName: "Weekly",
    hostName: "Ann",
    hostPresent: false,
  });
  await settled();
}

/** Return the data with which the media of the room get a new peer. @param {string} id */
export function peer(id) {
  const abilities = { keepsConnections: false, usesMediaServer: false };
  return { id, previousId: id, isReconnecting: false, ...abilities };
}

/** What the media of the room are told of the room, unless the server says more. */
export const ROOM = { roomId: "room", path: undefined };

/** @param {ReturnType<typeof newCall>} parts */
export async function leave({ call }) {
  if (call.store.state.phase !== "left") call.leave();
  await settled();
}
