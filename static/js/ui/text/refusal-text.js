/**
 * The text of a refusal, by the server's code. The server's own sentences are for other clients, and
 * always in English.
 */

import { gettext } from "../../text/gettext.js";

const NOT_CONNECTED = gettext("You are not connected.");

/** @type {Record<string, string>} */
const REFUSALS = {
  OFFLINE: NOT_CONNECTED,
  NOT_IN_ROOM: NOT_CONNECTED,
  NO_ANSWER: gettext("The server did not respond."),
  UNAVAILABLE: gettext("The server can't do this right now. Try again."),
  NOT_AUTHORIZED: gettext("Only hosts can do this."),
  SCREEN_SHARE_DISABLED: gettext("Screen sharing is turned off in this room."),
  CHAT_DISABLED: gettext("Chat is turned off in this room."),
  MICROPHONE_DISABLED: gettext("Microphones are turned off in this room."),
  CAMERA_DISABLED: gettext("Cameras are turned off in this room."),
  REACTIONS_DISABLED: gettext("Reactions are turned off in this room."),
  RENAME_DISABLED: gettext("Changing names is turned off in this room."),
  UNMUTE_DISABLED: gettext("A host muted you. Only a host can let you unmute."),
  PEER_NOT_FOUND: gettext("This person has left."),
  KNOCKER_NOT_FOUND: gettext("This person is no longer waiting."),
  ROOM_FULL: gettext("The room is full. No one else can join."),
  ROOM_TOO_LARGE: gettext(
    "A waiting person's app can't join a meeting of this size. Ask the person to use a browser.",
  ),
  INVALID_PAYLOAD: gettext("The server rejected the request."),
};

/** @param {string | undefined} code */
export function refusal(code = "") {
  return REFUSALS[code] ?? gettext("Something went wrong. Try again.");
}
