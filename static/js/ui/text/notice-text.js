/** The text of each notice, and the action that it offers. */

import { isolate } from "../dom/bidi-text.js";
import { formatList, listNames } from "./lists.js";
import { refusal } from "./refusal-text.js";

/** @import {Call} from "../../call/call.js" */
/** @import {Notice, NoticeKind} from "../../call/state/model.js" */

/** Names of the room's permissions in a sentence. */
/** @type {Record<string, string>} */
const PERMITTED = {
  allowMicrophone: "microphones",
  allowUnmute: "unmuting",
  allowCamera: "cameras",
  allowScreenShare: "screen sharing",
  allowChat: "chat",
  allowReactions: "reactions",
  allowRename: "name changes",
};

/** @type {Record<NoticeKind, (about: string[]) => string>} */
const WORDS = {
  joined: (names) => `${listNames(names)} joined`,
  left: (names) => `${listNames(names)} left`,
  knocked: (names) => `${listNames(names)} ${names.length > 1 ? "want" : "wants"} to join`,
  "waiting-room-off": () => "The waiting room is off, but people are still waiting",
  "hand-raised": ([name]) => `${other(name)} raised a hand`,
  "hand-lowered": () => "A host lowered your hand",
  sharing: ([name]) => `${other(name)} is sharing their screen`,
  locked: () => "The room is locked. No one else can join.",
  unlocked: () => "The room is unlocked",
  permitted: (names) => `A host turned on ${formatList(names.map(permitted))}`,
  forbidden: (names) => `A host turned off ${formatList(names.map(permitted))}`,
  renamed: ([before, now]) => `${other(before)} changed their name to ${other(now)}`,
  "made-host": () => "You are now the host",
  "made-cohost": () => "You are now a co-host",
  "made-participant": () => "You are no longer a host",
  "now-host": ([name]) => `${other(name)} is now the host`,
  "now-cohost": ([name]) => `${other(name)} is now a co-host`,
  "muted-by-host": () => "A host muted you",
  "speaking-muted": () => "You are speaking, but your microphone is off",
  "unmute-requested": ([name]) => `${other(name)} asked you to unmute`,
  "device-fell-back": ([label]) => `A device was disconnected. Now using ${other(label)}.`,
  "device-lost": () => "A device was disconnected, and no other was found",
  "choose-screen": () =>
    "Choose what to share in the browser's dialog. It may be behind this window.",
  "full-screen-refused": () => "Your browser did not allow full screen",
  unreachable: (names) => `Can't reach ${listNames(names)}`,
  "servers-unusable": () =>
    "A relay server of this site is misconfigured. You may not be able to connect to some people.",
  "session-not-prolonged": () =>
    "Your session could not be extended. Try again, or sign in again in another tab.",
  refused: ([code]) => refusal(code),
};

/** @typedef {{label: string, run: (call: Call) => void}} Action */

/** @type {Action} */
const UNMUTE = { label: "Unmute", run: (call) => call.media.turnOn("microphone") };

/** @type {Partial<Record<NoticeKind, (notice: Notice) => Action>>} */
const ACTIONS = {
  "unmute-requested": () => UNMUTE,
  "speaking-muted": () => UNMUTE,
  knocked: ({ knockerIds: [first, second] = [] }) =>
    first === undefined || second !== undefined
      ? { label: "Show", run: (call) => call.page.showPanel("people") }
      : { label: "Admit", run: (call) => call.waitingRoom.admit(first) },
  "waiting-room-off": () => ({ label: "Admit all", run: (call) => call.waitingRoom.admitAll() }),
};

/** @param {Notice} notice */
export function noticeText({ kind, about }) {
  return WORDS[kind](about);
}

/** @param {Notice} notice @returns {Action | null} */
export function noticeAction(notice) {
  return ACTIONS[notice.kind]?.(notice) ?? null;
}

/** Isolate text of another person. @param {string | undefined} words */
function other(words = "") {
  return isolate(words);
}

/** @param {string} permission */
function permitted(permission) {
  return PERMITTED[permission] ?? permission;
}
