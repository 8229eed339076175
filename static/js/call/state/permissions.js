/**
 * Which actions a room may forbid, and to which roles. The server enforces the rules; the page
 * shows them in advance.
 */

/** @import {RoomSettings} from "../protocol.js" */
/** @import {State} from "./model.js" */

/** @typedef {Exclude<keyof RoomSettings, "waitingRoom" | "knockAfterRemoval">} Permission */
/** @typedef {"microphone" | "camera" | "screen" | "chat" | "reactions" | "rename"} RestrictedAction */

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

/** @type {Record<RestrictedAction, {permission: Permission, code: string, exemptsHosts: boolean}>} */
const RULES = {
  microphone: { permission: "allowMicrophone", code: "MICROPHONE_DISABLED", exemptsHosts: true },
  camera: { permission: "allowCamera", code: "CAMERA_DISABLED", exemptsHosts: true },
  screen: { permission: "allowScreenShare", code: "SCREEN_SHARE_DISABLED", exemptsHosts: false },
  chat: { permission: "allowChat", code: "CHAT_DISABLED", exemptsHosts: false },
  reactions: { permission: "allowReactions", code: "REACTIONS_DISABLED", exemptsHosts: true },
  rename: { permission: "allowRename", code: "RENAME_DISABLED", exemptsHosts: true },
};

/**
 * @param {State} state
 * @param {RestrictedAction} action
 * @returns {string | null} the server's error code for a refusal, or null if the action is allowed
 */
export function refusalOf({ room, self }, action) {
  const { permission, code, exemptsHosts } = RULES[action];
  if (exemptsHosts && self.role !== "participant") return null;
  if (!room.settings[permission]) return code;
  const isHeldMuted = action === "microphone" && self.isMutedByHost && !room.settings.allowUnmute;
  return isHeldMuted ? "UNMUTE_DISABLED" : null;
}
