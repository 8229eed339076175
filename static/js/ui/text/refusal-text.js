/** The text of a refusal, by the server's code. */

const NOT_CONNECTED = "You are not connected.";

/** @type {Record<string, string>} */
const REFUSALS = {
  OFFLINE: NOT_CONNECTED,
  NOT_IN_ROOM: NOT_CONNECTED,
  NO_ANSWER: "The server did not respond.",
  UNAVAILABLE: "The server can't do this right now. Try again.",
  NOT_AUTHORIZED: "Only hosts can do this.",
  SCREEN_SHARE_DISABLED: "Screen sharing is turned off in this room.",
  CHAT_DISABLED: "Chat is turned off in this room.",
  MICROPHONE_DISABLED: "Microphones are turned off in this room.",
  CAMERA_DISABLED: "Cameras are turned off in this room.",
  REACTIONS_DISABLED: "Reactions are turned off in this room.",
  RENAME_DISABLED: "Changing names is turned off in this room.",
  UNMUTE_DISABLED: "A host muted you. Only a host can let you unmute.",
  PEER_NOT_FOUND: "This person has left.",
  KNOCKER_NOT_FOUND: "This person is no longer waiting.",
  ROOM_FULL: "The room is full. No one else can join.",
  INVALID_PAYLOAD: "The server rejected the request.",
};

/** @param {string | undefined} code */
export function refusal(code = "") {
  return REFUSALS[code] ?? "Something went wrong. Try again.";
}
