/** Ways into a call, and out of it. */

import { joined } from "./example-call.js";
import { settled } from "./fake-connection.js";

/** @import {newCall} from "./fake-parts.js" */

/** @param {ReturnType<typeof newCall>} parts @param {object} fields */
export async function enter({ call, signaling }, fields = {}) {
  await call.begin();
  call.enter("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("room-joined", joined(fields));
  await settled();
}

/** Ask to be let in, and have to wait. @param {ReturnType<typeof newCall>} parts */
export async function knock({ call, signaling }) {
  await call.begin();
  call.enter("Max");
  signaling.gotEvent("connected", { socketId: "me", isRecovered: false });
  signaling.gotEvent("waiting-room", {
    participantId: "seat of me",
    roomName: "Weekly",
    hostName: "Ann",
    hostPresent: false,
  });
  await settled();
}

/** How a peer is entered that was not seen before. @param {string} id */
export function peer(id) {
  return { id, formerId: id, keepsLinks: false };
}

/** @param {ReturnType<typeof newCall>} parts */
export async function leave({ call }) {
  if (call.store.state.phase !== "left") call.leave();
  await settled();
}
