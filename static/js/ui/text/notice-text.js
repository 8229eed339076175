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
  allowUnmute: "unmuting oneself",
  allowCamera: "cameras",
  allowScreenShare: "screen sharing",
  allowChat: "the chat",
  allowReactions: "reactions",
  allowRename: "changing one's name",
};

/** @type {Record<NoticeKind, (about: string[]) => string>} */
const WORDS = {
  joined: (names) => `${listNames(names)} joined`,
  left: (names) => `${listNames(names)} left`,
  knocked: (names) => `${listNames(names)} ${names.length > 1 ? "want" : "wants"} to join`,
  "waiting-room-off": () => "The waiting room is off, and people are still waiting",
  "hand-raised": ([name]) => `${other(name)} raised a hand`,
  "hand-lowered": () => "A host lowered your hand",
  sharing: ([name]) => `${other(name)} is sharing a screen`,
  locked: () => "The room is locked: nobody else can come in",
  unlocked: () => "The room is open again",
  permitted: (names) => `A host allowed ${formatList(names.map(permitted))}`,
  forbidden: (names) => `A host switched off ${formatList(names.map(permitted))}`,
  renamed: ([before, now]) => `${other(before)} is now called ${other(now)}`,
  "made-host": () => "You are the host now",
  "made-cohost": () => "You are a co-host now",
  "made-participant": () => "You are no longer a host",
  "now-host": ([name]) => `${other(name)} is the host now`,
  "now-cohost": ([name]) => `${other(name)} is a co-host now`,
  "muted-by-host": () => "A host muted you",
  "unmute-requested": ([name]) => `${other(name)} asks you to unmute`,
  "device-fell-back": ([label]) => `A device was unplugged. Now using ${other(label)}`,
  "device-lost": () => "A device was unplugged, and no other was found",
  "choose-screen": () => "Choose what to share in your browser's window; it may be behind this one",
  unreachable: (names) => `Can't reach ${listNames(names)}`,
  "servers-unusable": () =>
    "A relay of this site has a wrong address and is not used. Some people may be out of reach.",
  "session-not-prolonged": () =>
    "You could not be kept signed in. Try again, or sign in in another tab",
  refused: ([code]) => refusal(code),
};

/** @typedef {{label: string, run: (call: Call) => void}} Action */

/** @type {Partial<Record<NoticeKind, (notice: Notice) => Action>>} */
const ACTIONS = {
  "unmute-requested": () => ({
    label: "Unmute",
    run: (call) => call.media.turnOn("microphone"),
  }),
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
