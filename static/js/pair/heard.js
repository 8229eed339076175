/** What is heard of random pairs, in the protocol of MeetMates. */

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
