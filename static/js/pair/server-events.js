/**
 * Names of the server events of random pairs that the page listens to, in the MeetMates protocol.
 */

/** @import {ServerEvents} from "./model.js" */

/** @type {(keyof ServerEvents)[]} */
export const SERVER_EVENTS = [
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
