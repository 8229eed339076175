/**
 * Names of the server events of random pairs that the page listens to, in the MeetMates protocol.
 */

/** @import {WireEvents} from "./model.js" */

/** @type {(keyof WireEvents)[]} */
export const HEARD = [
  "onlineUsers",
  "waiting",
  "chatStart",
  "message",
  "partnerLeft",
  "create-offer",
  "webrtc-offer",
  "webrtc-answer",
  "ice-candidate",
  "error",
];
