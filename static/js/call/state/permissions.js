/**
 * Which actions a room may forbid, and to which roles. The server enforces the rules; the page
 * shows them in advance.
 */

/** @import {RoomSettings} from "../protocol.js" */
/** @import {State} from "./model.js" */

/** @typedef {Exclude<keyof RoomSettings, "waitingRoom" | "knockAfterRemoval">} Permission */
/** @typedef {"microphone" | "camera" | "screen" | "chat" | "reactions" | "rename"} Deed */

/** @type {Permission[]} in the order of the settings */
export const PERMISSIONS = [
  "allowMicrophone",
  "allowUnmute",
  "allowCamera",
  "allowScreenShare",
  "allowChat",
  "allowReactions",
  "allowRename",
];

/** @type {Record<Deed, {permission: Permission, code: string, sparesHosts: boolean}>} */
const RULES = {
  microphone: { permission: "allowMicrophone", code: "MICROPHONE_DISABLED", sparesHosts: true },
  camera: { permission: "allowCamera", code: "CAMERA_DISABLED", sparesHosts: true },
  screen: { permission: "allowScreenShare", code: "SCREEN_SHARE_DISABLED", sparesHosts: false },
  chat: { permission: "allowChat", code: "CHAT_DISABLED", sparesHosts: false },
  reactions: { permission: "allowReactions", code: "REACTIONS_DISABLED", sparesHosts: true },
  rename: { permission: "allowRename", code: "RENAME_DISABLED", sparesHosts: true },
};

/**
 * @param {State} state
 * @param {Deed} deed
 * @returns {string | null} the server's error code for a refusal, or null if the action is allowed
 */
export function refusalOf({ room, self }, deed) {
  const { permission, code, sparesHosts } = RULES[deed];
  if (sparesHosts && self.role !== "participant") return null;
  if (!room.settings[permission]) return code;
  const isHeldMuted = deed === "microphone" && self.isMutedByHost && !room.settings.allowUnmute;
  return isHeldMuted ? "UNMUTE_DISABLED" : null;
}
