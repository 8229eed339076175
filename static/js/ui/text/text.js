/** Sentences and labels that are composed in the browser. Fixed texts are in the templates. */

import { isolate, plain } from "../dom/bidi-text.js";
import { formatList, listNames } from "./lists.js";
import { refusal } from "./refusal-text.js";

/** @import {Knocker} from "../../call/protocol.js" */
/** @import {InputKind, Problem} from "../../media/media-state.js" */

/** @typedef {{isAlone: boolean, isReached: boolean, isSeen: boolean, isHeard: boolean}} MediaReach */

const language = document.documentElement.lang || undefined;
const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

/** @param {InputKind[]} kinds */
function devices(kinds) {
  return formatList(kinds.map((kind) => (kind === "camera" ? "camera" : "microphone")));
}

/** @param {InputKind[]} kinds */
function pronoun(kinds) {
  return kinds.length > 1 ? "them" : "it";
}

export const text = {
  /** The effect of a lost connection to the server on this person. @param {MediaReach} reach */
  reconnecting: ({ isAlone, isReached, isSeen, isHeard }) => {
    if (isAlone) return "Reconnecting… Your place in the meeting is kept.";
    if (!isReached) return "Reconnecting… Others can't see or hear you right now.";
    if (isSeen && isHeard) return "Reconnecting… Others can still see and hear you.";
    if (isSeen) return "Reconnecting… Others can still see you.";
    if (isHeard) return "Reconnecting… Others can still hear you.";
    return "Reconnecting… You can still see and hear the others.";
  },
  reconnectingKnock: "Reconnecting… Your place in the waiting room is kept for a short time.",
  /** @param {number} seconds */
  nextAttempt: (seconds) => (seconds > 0 ? `Next attempt in ${seconds} s` : "Trying now…"),
  /** @param {number} minutes */
  sessionEnds: (minutes) =>
    `You will be signed out in ${minutes} ${minutes > 1 ? "minutes" : "minute"}`,
  you: "You",
  /** @param {string} name */
  selfName: (name) => `${isolate(name)} (you)`,

  /** @param {boolean} mustKnock @param {InputKind[]} missing */
  join: (mustKnock, missing) => {
    const verb = mustKnock ? "Ask to join" : "Join";
    return missing.length > 0 ? `${verb} without ${devices(missing)}` : verb;
  },
  joining: "Joining…",
  /** @param {string[]} names @param {number} more */
  present: (names, more) =>
    `${listNames(names, more)} ${names.length + more > 1 ? "are" : "is"} in the meeting`,
  nobodyPresent: "No one else is here yet",
  mustKnock: "You can join when a host lets you in.",

  /** @type {Record<Problem, (kinds: InputKind[], howToAllow: string) => string>} */
  problem: {
    denied: (kinds, howToAllow) =>
      `Your browser is blocking your ${devices(kinds)}. To allow ${pronoun(kinds)}, ${howToAllow}`,
    missing: (kinds) =>
      kinds.length > 1
        ? "No camera or microphone was found. Connect one and try again, or join without."
        : `No ${devices(kinds)} was found. Connect one and try again, or join without.`,
    busy: (kinds) =>
      `Your ${devices(kinds)} can't be used. Close other apps that may be using ${pronoun(kinds)}, then try again.`,
    pending: (kinds) =>
      `Waiting for your ${devices(kinds)}. If your browser asks for permission near the address bar, choose Allow.`,
    unanswered: (kinds) =>
      `Your ${devices(kinds)} ${kinds.length > 1 ? "are" : "is"} not responding. If your browser asks for permission near the address bar, choose Allow. Otherwise, close other apps that may be using ${pronoun(kinds)}, then try again.`,
    insecure: (kinds) =>
      `Browsers allow the ${devices(kinds)} only over a secure connection. Ask the administrator of this site for its https address.`,
  },
  /** How to allow a device, by browser. */
  howToAllow: {
    chromium: "click the icon at the left of the address bar, turn it on there, then try again.",
    firefox:
      "click the crossed-out icon at the left of the address bar, remove the block, then try again.",
    safari: "open Safari's menu “Settings for This Website”, choose Allow, then try again.",
    other: "open the site settings in your browser, choose Allow, then try again.",
  },

  /** @param {boolean} isOn @param {InputKind} kind */
  toggleHint: (isOn, kind) => {
    const key = kind === "camera" ? "V" : "M";
    return `Turn ${isOn ? "off" : "on"} ${kind} (${key})`;
  },
  /** The reason why a control is disabled. @param {string} code */
  refusal: (code) => refusal(code),
  /** @param {number} count */
  chatLabel: (count) => (count > 0 ? `Chat, ${count} unread` : "Chat"),
  /** @param {number} count @param {number} waiting */
  peopleLabel: (count, waiting = 0) =>
    waiting > 0 ? `People, ${count}, ${waiting} waiting` : `People, ${count}`,
  /** @param {number} count */
  badge: (count) => (count > 99 ? "99+" : String(count)),

  /** @param {number} page @param {number} count */
  pageOf: (page, count) => `Page ${page} of ${count}`,
  /** @param {string} name */
  screenOf: (name) => `${isolate(name)}'s screen`,
  /** @param {string} name @param {string[]} marks */
  tileLabel: (name, marks) => [plain(name), ...marks].join(", "),
  marks: {
    muted: "muted",
    speaking: "speaking",
    pinned: "pinned",
    host: "host",
    cohost: "co-host",
    hand: "hand raised",
    screen: "sharing a screen",
    paused: "video paused",
    connecting: "connecting",
    reconnecting: "reconnecting",
    unreachable: "can't be reached",
  },
  /** @param {string} name */
  cantReach: (name) => `Can't reach ${isolate(name)}`,
  allPaused: "Your connection is weak: video paused to keep sound.",
  /** @param {string} name */
  paused: (name) => `The connection to ${isolate(name)} is weak: video paused to keep sound.`,
  roles: { host: "Host", cohost: "Co-host", participant: "" },
  /** @param {string} name */
  actionsFor: (name) => `Actions for ${name}`,
  /** @param {string} name @param {boolean} isBlocking */
  removeQuestion: (name, isBlocking) =>
    isBlocking ? `Remove and block ${isolate(name)}?` : `Remove ${isolate(name)} from the meeting?`,
  /** @param {boolean} isBlocking */
  removeConsequence: (isBlocking) =>
    isBlocking
      ? "They leave the meeting now and can't rejoin until you unblock them in the room settings."
      : "They leave the meeting now. To rejoin, they must ask, and a host must admit them.",
  newGuestsKnock: "If this person is a guest, new guests must ask to join until the meeting ends.",
  /** @param {boolean} isBlocking */
  remove: (isBlocking) => (isBlocking ? "Remove and block" : "Remove"),

  /** @param {number} count */
  waitingTitle: (count) => `Waiting (${count})`,
  /** @param {number} count */
  admitAllQuestion: (count) =>
    count > 1 ? `Admit the ${count} people who are waiting?` : "Admit the person who is waiting?",
  /** @param {string} name */
  admit: (name) => `Admit ${name}`,
  /** @param {string} name */
  deny: (name) => `Deny ${name}`,
  /** @param {string} name */
  messageTo: (name) => `Message to ${isolate(name)}`,
  /** The facts that a host needs before admitting a person. @param {Knocker} knocker */
  knockerMarks: ({ verified, away, deniedBefore }) =>
    [verified ? "signed in" : "guest", away && "reconnecting", deniedBefore > 0 && "denied before"]
      .filter((mark) => mark !== false)
      .join(" · "),

  /** @param {string} hostName @param {boolean} isHostPresent */
  waitingFor: (hostName, isHostPresent) =>
    isHostPresent
      ? "A host will let you in soon."
      : `${hostName ? isolate(hostName) : "The host"} has not joined yet.`,
  /** @param {string} from @param {string} content */
  fromHost: (from, content) => `${isolate(from)}: ${isolate(content)}`,
  /** @param {number} seconds */
  askAgainIn: (seconds) => `Ask again in ${seconds} s`,
  /** @param {string} name @param {string} emoji */
  reacted: (name, emoji) => `${isolate(name)}: ${emoji}`,

  /** @param {{displayName: string}[]} typing */
  typing: (typing) => {
    const names = typing.map(({ displayName }) => isolate(displayName));
    if (names.length === 0) return "";
    if (names.length > 3) return "Several people are typing…";
    return `${formatList(names)} ${names.length > 1 ? "are" : "is"} typing…`;
  },
  /** @param {string} timestamp ISO 8601 */
  time: (timestamp) => time.format(new Date(timestamp)),
  /** @param {Date} date @param {Date} now */
  day: (date, now) => {
    const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
    if (days === 0) return "Today";
    return days === 1 ? "Yesterday" : day.format(date);
  },
  sending: "Sending…",
  /** @param {string | undefined} code */
  notSent: (code) => `Not sent. ${refusal(code)}`,

  /** The current label of a command in the "More" menu. */
  commands: {
    /** @param {boolean} isSharing */
    screen: (isSharing) => (isSharing ? "Stop sharing" : "Share screen"),
    /** @param {boolean} isRaised */
    hand: (isRaised) => (isRaised ? "Lower hand" : "Raise hand"),
    /** @param {boolean} isOn */
    fullScreen: (isOn) => (isOn ? "Exit full screen" : "Full screen"),
    /** @param {boolean} isLocked */
    lock: (isLocked) => (isLocked ? "Unlock room" : "Lock room"),
  },
};

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
