/** The text of each notice, and the action that it offers. */

import { backgroundText } from "./background-text.js";
import { gettext, ngettext } from "../../text/gettext.js";
import { isolate } from "../dom/bidi-text.js";
import { deviceProblems } from "./device-text.js";
import { formatList, listNames } from "./lists.js";
import { howToAllow } from "./permission-help.js";
import { refusal } from "./refusal-text.js";

/** @import {Call} from "../../call/call.js" */
/** @import {DeviceKind, InputKind} from "../../media/media-state.js" */
/** @import {Notice, NoticeKind} from "../../call/state/model.js" */

/**
 * Names of the room's permissions, in the list of a sentence.
 * @type {Record<string, string>}
 */
const PERMITTED = {
  allowMicrophone: gettext("microphones"),
  allowUnmute: gettext("unmuting"),
  allowCamera: gettext("cameras"),
  allowScreenShare: gettext("screen sharing"),
  allowChat: gettext("chat"),
  allowReactions: gettext("reactions"),
  allowRename: gettext("name changes"),
};

/** @type {Record<NoticeKind, (about: string[]) => string>} */
const WORDS = {
  joined: (names) =>
    ngettext("%(names)s joined", "%(names)s joined", names.length, { names: listNames(names) }),
  left: (names) =>
    ngettext("%(names)s left", "%(names)s left", names.length, { names: listNames(names) }),
  knocked: (names) =>
    ngettext("%(names)s wants to join", "%(names)s want to join", names.length, {
      names: listNames(names),
    }),
  "waiting-room-off": () => gettext("The waiting room is off, but people are still waiting"),
  "hand-raised": ([name]) => gettext("%(name)s raised a hand", { name: other(name) }),
  "hand-lowered": () => gettext("A host lowered your hand"),
  sharing: ([name]) => gettext("%(name)s is sharing their screen", { name: other(name) }),
  locked: () => gettext("The room is locked. No one else can join."),
  unlocked: () => gettext("The room is unlocked"),
  permitted: (names) =>
    gettext("A host turned on %(permissions)s", { permissions: listPermissions(names) }),
  forbidden: (names) =>
    gettext("A host turned off %(permissions)s", { permissions: listPermissions(names) }),
  renamed: ([before, now]) =>
    gettext("%(before)s changed their name to %(now)s", { before: other(before), now: other(now) }),
  "made-host": () => gettext("You are now the host"),
  "made-cohost": () => gettext("You are now a co-host"),
  "made-participant": () => gettext("You are no longer a host"),
  "now-host": ([name]) => gettext("%(name)s is now the host", { name: other(name) }),
  "now-cohost": ([name]) => gettext("%(name)s is now a co-host", { name: other(name) }),
  spotlit: ([name]) =>
    gettext("A host put %(name)s into the spotlight for everyone", { name: other(name) }),
  "you-spotlit": () => gettext("A host put you into the spotlight: everyone sees you large"),
  "you-not-spotlit": () => gettext("You are no longer in the spotlight"),
  "muted-by-host": () => gettext("A host muted you"),
  "speaking-muted": () => gettext("You are speaking, but your microphone is off"),
  "microphone-silent": () =>
    gettext("Your microphone is on but silent. Check its switch, or choose another one."),
  "unmute-requested": ([name]) => gettext("%(name)s asked you to unmute", { name: other(name) }),
  "device-fell-back": ([label]) =>
    gettext("A device was disconnected. Now using %(device)s.", { device: other(label) }),
  "device-lost": () => gettext("A device was disconnected, and no other was found"),
  "device-changed": ([label]) =>
    gettext("Now using %(device)s, like your system.", { device: other(label) }),
  "microphone-connected": ([label]) =>
    gettext("A microphone was connected: %(device)s", { device: other(label) }),
  "camera-connected": ([label]) =>
    gettext("A camera was connected: %(device)s", { device: other(label) }),
  "speaker-connected": ([label]) =>
    gettext("A speaker was connected: %(device)s", { device: other(label) }),
  "device-blocked": ([kind]) =>
    deviceProblems.denied([/** @type {InputKind} */ (kind)], howToAllow()),
  "device-refused": ([label]) =>
    gettext("This device can't be used. Still using %(device)s.", { device: other(label) }),
  "background-too-slow": () => backgroundText.cameraOff.slow,
  "background-failed": () => backgroundText.cameraOff.failed,
  "choose-screen": () =>
    gettext("Choose what to share in the browser's dialog. It may be behind this window."),
  "screen-failed": () =>
    gettext(
      "Your screen can't be shared. Allow your browser to record the screen in the settings of your system, then try again.",
    ),
  "full-screen-refused": () => gettext("Your browser did not allow full screen"),
  "small-window-refused": () => gettext("Your browser did not open the small window"),
  unreachable: (names) => gettext("Can't reach %(names)s", { names: listNames(names) }),
  "servers-unusable": () =>
    gettext(
      "A relay server of this site is misconfigured. You may not be able to connect to some people.",
    ),
  "media-server-full": () =>
    gettext("This meeting can't carry more cameras now. You can still talk and listen."),
  "session-not-prolonged": () =>
    gettext("Your session could not be extended. Try again, or sign in again in another tab."),
  refused: ([code]) => refusal(code),
};

/** @typedef {{label: string, run: (call: Call) => void}} Action */

/** @type {Action} */
const UNMUTE = { label: gettext("Unmute"), run: (call) => call.media.turnOn("microphone") };
/** @type {Action} */
const SHOW_DEVICES = {
  label: gettext("Show"),
  run: (call) => call.page.openDialog({ kind: "devices" }),
};

/** @type {Partial<Record<NoticeKind, (notice: Notice) => Action>>} */
const ACTIONS = {
  "unmute-requested": () => UNMUTE,
  "speaking-muted": () => UNMUTE,
  knocked: ({ knockerIds: [first, second] = [] }) =>
    first === undefined || second !== undefined
      ? { label: gettext("Show"), run: (call) => call.page.showPanel("people") }
      : { label: gettext("Admit"), run: (call) => call.waitingRoom.admit(first) },
  "microphone-connected": ({ deviceId }) => useDevice("microphone", deviceId),
  "camera-connected": ({ deviceId }) => useDevice("camera", deviceId),
  "speaker-connected": ({ deviceId }) => useDevice("speaker", deviceId),
  "device-blocked": () => SHOW_DEVICES,
  "microphone-silent": () => SHOW_DEVICES,
  "waiting-room-off": () => ({
    label: gettext("Admit all"),
    run: (call) => call.waitingRoom.admitAll(),
  }),
};

/** @param {Notice} notice */
export function noticeText({ kind, about }) {
  return WORDS[kind](about);
}

/** @param {Notice} notice @returns {Action | null} */
export function noticeAction(notice) {
  return ACTIONS[notice.kind]?.(notice) ?? null;
}

/** @param {DeviceKind} kind @param {string} [deviceId] @returns {Action} */
function useDevice(kind, deviceId = "") {
  return { label: gettext("Use"), run: (call) => call.media.useConnected(kind, deviceId) };
}

/** Isolate text of another person. @param {string | undefined} words */
function other(words = "") {
  return isolate(words);
}

/** @param {string[]} permissions */
function listPermissions(permissions) {
  return formatList(permissions.map((permission) => PERMITTED[permission] ?? permission));
}
