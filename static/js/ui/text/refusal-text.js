/** The text of a refusal, by the server's code. */

const NOT_CONNECTED = "You are not connected right now.";

/** @type {Record<string, string>} */
const REFUSALS = {
  OFFLINE: NOT_CONNECTED,
  NOT_IN_ROOM: NOT_CONNECTED,
  NO_ANSWER: "The server did not answer.",
  UNAVAILABLE: "The server can't do this right now. Please try again.",
  NOT_AUTHORIZED: "Only hosts can do this.",
  SCREEN_SHARE_DISABLED: "Screen sharing is switched off in this room.",
  CHAT_DISABLED: "The chat is switched off in this room.",
  MICROPHONE_DISABLED: "Microphones are switched off in this room.",
  CAMERA_DISABLED: "Cameras are switched off in this room.",
  REACTIONS_DISABLED: "Reactions are switched off in this room.",
  RENAME_DISABLED: "Names can't be changed in this room.",
  UNMUTE_DISABLED: "A host muted you, and only a host can let you unmute.",
  PEER_NOT_FOUND: "This person has already left.",
  KNOCKER_NOT_FOUND: "This person waits no more.",
  ROOM_FULL: "The room is full, so nobody else can come in.",
  INVALID_PAYLOAD: "The server did not accept this.",
};

/** @param {string | undefined} code */
export function refusal(code = "") {
  return REFUSALS[code] ?? "That did not work. Please try again.";
}
