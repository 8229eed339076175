/** Every sentence that is put together in the browser; the fixed ones are in the templates. */

/** @import {InputKind, Notice, Problem} from "../call/model.js" */

const MOST_NAMES = 6;
const NOT_CONNECTED = "You are not connected right now.";

const language = document.documentElement.lang || undefined;
const list = new Intl.ListFormat(language, { type: "conjunction" });
const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

/** @param {InputKind[]} kinds */
function devices(kinds) {
  return list.format(kinds.map((kind) => (kind === "camera" ? "camera" : "microphone")));
}

/** @param {InputKind[]} kinds */
function pronoun(kinds) {
  return kinds.length > 1 ? "them" : "it";
}

export const text = {
  you: "You",
  /** @param {string} name */
  selfName: (name) => `${name} (you)`,

  join: "Join",
  joining: "Joining…",
  /** @param {InputKind[]} missing */
  joinWithout: (missing) => `Join without ${devices(missing)}`,
  /** @param {string[]} names @param {number} more */
  present: (names, more) => `${some(names, more)} ${names.length + more > 1 ? "are" : "is"} here`,
  nobodyPresent: "Nobody else is here yet",

  /** @type {Record<Problem, (kinds: InputKind[], howToAllow: string) => string>} */
  problem: {
    denied: (kinds, howToAllow) =>
      `Your browser doesn't let Meet use your ${devices(kinds)}. To allow ${pronoun(kinds)}, ${howToAllow}`,
    missing: (kinds) =>
      kinds.length > 1
        ? "No camera and no microphone were found. Plug them in and try again, or join without."
        : `No ${devices(kinds)} was found. Plug one in and try again, or join without.`,
    busy: (kinds) =>
      `Your ${devices(kinds)} can't be used. Close other programs that may be using ${pronoun(kinds)}, then try again.`,
    insecure: (kinds) =>
      `Browsers allow the ${devices(kinds)} only over a secure connection. Ask whoever runs this site for its https address.`,
  },
  /** How to allow a device, by browser. */
  howToAllow: {
    chromium: "click the icon to the left of the address, switch it on there, then try again.",
    firefox:
      "click the crossed-out icon to the left of the address, clear the block, then try again.",
    safari: "open Safari's menu “Settings for This Website”, choose Allow, then try again.",
    other: "open the site settings of your browser, choose Allow, then try again.",
  },

  /** @param {boolean} isOn @param {InputKind} kind */
  toggleHint: (isOn, kind) => {
    const key = kind === "camera" ? "V" : "M";
    return `Turn ${kind} ${isOn ? "off" : "on"} (${key})`;
  },
  /** @param {number} count */
  chatLabel: (count) => (count > 0 ? `Chat, ${count} unread` : "Chat"),
  /** @param {number} count */
  peopleLabel: (count) => `People, ${count}`,
  /** @param {number} count */
  badge: (count) => (count > 99 ? "99+" : String(count)),

  /** @param {string} name */
  screenOf: (name) => `${name}'s screen`,
  /** @param {string} name @param {string[]} marks */
  tileLabel: (name, marks) => [name, ...marks].join(", "),
  marks: {
    muted: "muted",
    host: "host",
    cohost: "co-host",
    hand: "hand raised",
    screen: "sharing a screen",
    connecting: "connecting",
  },
  /** @param {string} name */
  actionsFor: (name) => `Actions for ${name}`,
  /** @param {string} name */
  removeQuestion: (name) => `Remove ${name} from the meeting?`,

  /** @param {{displayName: string}[]} typing */
  typing: (typing) => {
    const names = typing.map(({ displayName }) => displayName);
    if (names.length === 0) return "";
    if (names.length > 3) return "Several people are typing…";
    return `${list.format(names)} ${names.length > 1 ? "are" : "is"} typing…`;
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

  /** What a command of the "More" menu does now. */
  commands: {
    /** @param {boolean} isSharing */
    screen: (isSharing) => (isSharing ? "Stop sharing the screen" : "Share screen"),
    /** @param {boolean} isRaised */
    hand: (isRaised) => (isRaised ? "Lower hand" : "Raise hand"),
    /** @param {boolean} isLocked */
    lock: (isLocked) => (isLocked ? "Unlock the room" : "Lock the room"),
  },

  /** @type {Record<Notice["kind"], (about: string[]) => string>} */
  notice: {
    joined: (names) => `${some(names)} joined`,
    left: (names) => `${some(names)} left`,
    "hand-raised": ([name]) => `${name} raised a hand`,
    sharing: ([name]) => `${name} is sharing a screen`,
    locked: () => "The room is locked: nobody else can come in",
    unlocked: () => "The room is open again",
    "muted-by-host": () => "A host muted you",
    "device-fell-back": ([label]) => `A device was unplugged. Now using ${label}`,
    "device-lost": () => "A device was unplugged, and no other was found",
    refused: ([code]) => refusal(code),
  },
};

/** The first few names, and how many more. @param {string[]} names @param {number} more */
function some(names, more = 0) {
  const shown = names.slice(0, MOST_NAMES);
  const others = names.length - shown.length + more;
  return list.format(others > 0 ? [...shown, `${others} more`] : shown);
}

/** @type {Record<string, string>} by the server's code */
const REFUSALS = {
  OFFLINE: NOT_CONNECTED,
  NOT_IN_ROOM: NOT_CONNECTED,
  NO_ANSWER: "The server did not answer.",
  NOT_AUTHORIZED: "Only hosts can do this.",
  SCREEN_SHARE_DISABLED: "Screen sharing is switched off in this room.",
  CHAT_DISABLED: "The chat is switched off in this room.",
  MICROPHONE_DISABLED: "Microphones are switched off in this room.",
  CAMERA_DISABLED: "Cameras are switched off in this room.",
  UNMUTE_DISABLED: "A host muted you, and only a host can let you unmute.",
  PEER_NOT_FOUND: "This person has already left.",
  INVALID_PAYLOAD: "The server did not accept this.",
};

/** @param {string | undefined} code */
function refusal(code = "") {
  return REFUSALS[code] ?? "That did not work. Please try again.";
}

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
