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

/** Return the data with which the mesh enters a new peer. @param {string} id */
export function peer(id) {
  return { id, previousId: id, keepsConnections: false, isReconnecting: false };
}

/** @param {ReturnType<typeof newCall>} parts */
export async function leave({ call }) {
  if (call.store.state.phase !== "left") call.leave();
  await settled();
}
