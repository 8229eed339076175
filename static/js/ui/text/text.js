/** Sentences and labels that are composed in the browser. Fixed texts are in the templates. */

import { gettext, ngettext } from "../../text/gettext.js";
import { isolate, isolateIfNeeded, plain } from "../dom/bidi-text.js";
import { deviceProblems, joinLabel, speakerTest, toggleHint } from "./device-text.js";
import { formatList, listNames, listStates, locale } from "./lists.js";
import { refusal } from "./refusal-text.js";

/** @import {Weakness} from "../../rtc/connection-quality.js" */
/** @import {Knocker} from "../../call/protocol.js" */

/** @typedef {{isAlone: boolean, isReached: boolean, isSeen: boolean, isHeard: boolean}} MediaReach */

const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const percent = new Intl.NumberFormat(locale, { style: "percent" });
const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

export const text = {
  /** The effect of a lost connection to the server on this person. @param {MediaReach} reach */
  reconnecting: ({ isAlone, isReached, isSeen, isHeard }) => {
    if (isAlone) return gettext("Reconnecting… Your place in the meeting is kept.");
    if (!isReached) return gettext("Reconnecting… Others can't see or hear you right now.");
    if (isSeen && isHeard) return gettext("Reconnecting… Others can still see and hear you.");
    if (isSeen) return gettext("Reconnecting… Others can still see you.");
    if (isHeard) return gettext("Reconnecting… Others can still hear you.");
    return gettext("Reconnecting… You can still see and hear the others.");
  },
  reconnectingKnock: gettext(
    "Reconnecting… Your place in the waiting room is kept for a short time.",
  ),
  /** @param {number} seconds */
  nextAttempt: (seconds) =>
    seconds > 0 ? gettext("Next attempt in %(seconds)s s", { seconds }) : gettext("Trying now…"),
  /** @param {number} minutes */
  sessionEnds: (minutes) =>
    ngettext(
      "You will be signed out in %(count)s minute",
      "You will be signed out in %(count)s minutes",
      minutes,
    ),
  you: gettext("You"),
  /** @param {string} name */
  selfName: (name) => gettext("%(name)s (you)", { name: isolate(name) }),

  join: joinLabel,
  joining: gettext("Joining…"),
  /** @param {string[]} names @param {number} more */
  present: (names, more) =>
    ngettext("%(names)s is in the meeting", "%(names)s are in the meeting", names.length + more, {
      names: listNames(names, more),
    }),
  nobodyPresent: gettext("No one else is here yet"),
  mustKnock: gettext("You can join when a host lets you in."),

  problem: deviceProblems,
  speaker: speakerTest,
  systemSpeaker: gettext("Speaker of the system"),
  toggleHint,
  /** The reason why a control is disabled. @param {string} code */
  refusal: (code) => refusal(code),
  /** @param {number} count */
  chatLabel: (count) =>
    count > 0
      ? ngettext("Chat, %(count)s unread", "Chat, %(count)s unread", count)
      : gettext("Chat"),
  /** @param {number} count @param {number} waiting */
  peopleLabel: (count, waiting = 0) =>
    waiting > 0
      ? ngettext(
          "People, %(people)s, %(count)s waiting",
          "People, %(people)s, %(count)s waiting",
          waiting,
          { people: count },
        )
      : gettext("People, %(people)s", { people: count }),
  /** @param {number} count */
  badge: (count) => (count > 99 ? "99+" : String(count)),

  /** @param {number} page @param {number} count */
  pageOf: (page, count) => gettext("Page %(page)s of %(count)s", { page, count }),
  /** @param {string} name */
  screenOf: (name) => gettext("%(name)s's screen", { name: isolate(name) }),
  ownScreen: gettext("Your screen"),
  /** @param {number} share */
  percent: (share) => percent.format(share),
  /** @param {string} name @param {string[]} marks */
  tileLabel: (name, marks) => listStates([plain(name), ...marks]),
  marks: {
    muted: gettext("muted"),
    speaking: gettext("speaking"),
    pinned: gettext("pinned"),
    spotlight: gettext("in the spotlight"),
    host: gettext("host"),
    cohost: gettext("co-host"),
    hand: gettext("hand raised"),
    screen: gettext("sharing a screen"),
    paused: gettext("video paused"),
    weak: gettext("weak connection"),
    connecting: gettext("connecting"),
    reconnecting: gettext("reconnecting"),
    unreachable: gettext("can't be reached"),
  },
  /** @param {string} name */
  cantReach: (name) => gettext("Can't reach %(name)s", { name: isolate(name) }),
  allPaused: gettext("Your connection is weak: video paused to keep sound."),
  /** @param {string} name */
  paused: (name) =>
    gettext("The connection to %(name)s is weak: video paused to keep sound.", {
      name: isolate(name),
    }),
  /** Whose connection is weak. @type {Record<Weakness, (name: string) => string>} */
  weakness: {
    own: () => gettext("Your connection is weak"),
    theirs: (name) => gettext("%(name)s's connection is weak", { name: isolateIfNeeded(name) }),
    between: (name) =>
      gettext("The connection between you and %(name)s is weak", { name: isolateIfNeeded(name) }),
  },
  roles: { host: gettext("Host"), cohost: gettext("Co-host"), participant: "" },
  /** @param {string} name */
  actionsFor: (name) => gettext("Actions for %(name)s", { name: plain(name) }),
  /** @param {string} name @param {boolean} isBlocking */
  removeQuestion: (name, isBlocking) =>
    isBlocking
      ? gettext("Remove and block %(name)s?", { name: isolate(name) })
      : gettext("Remove %(name)s from the meeting?", { name: isolate(name) }),
  /** @param {boolean} isBlocking */
  removeConsequence: (isBlocking) =>
    isBlocking
      ? gettext(
          "They leave the meeting now and can't rejoin until you unblock them in the room settings.",
        )
      : gettext(
          "They leave the meeting now. To rejoin, they must ask, and a host must admit them.",
        ),
  newGuestsKnock: gettext(
    "If this person is a guest, new guests must ask to join until the meeting ends.",
  ),
  /** @param {boolean} isBlocking */
  remove: (isBlocking) => (isBlocking ? gettext("Remove and block") : gettext("Remove")),

  /** @param {number} count */
  waitingTitle: (count) => gettext("Waiting (%(count)s)", { count }),
  /** @param {number} count */
  admitAllQuestion: (count) =>
    ngettext(
      "Admit the person who is waiting?",
      "Admit the %(count)s people who are waiting?",
      count,
    ),
  /** @param {string} name */
  admit: (name) => gettext("Admit %(name)s", { name }),
  /** @param {string} name */
  deny: (name) => gettext("Deny %(name)s", { name }),
  /** @param {string} name */
  messageTo: (name) => gettext("Message to %(name)s", { name: isolate(name) }),
  /** The facts that a host needs before admitting a person. @param {Knocker} knocker */
  knockerMarks: ({ verified, away, deniedBefore }) =>
    [
      verified ? gettext("signed in") : gettext("guest"),
      away && gettext("reconnecting"),
      deniedBefore > 0 && gettext("denied before"),
    ]
      .filter((mark) => mark !== false)
      .join(" · "),

  /** @param {string} hostName @param {boolean} isHostPresent */
  waitingFor: (hostName, isHostPresent) => {
    if (isHostPresent) return gettext("A host will let you in soon.");
    if (!hostName) return gettext("The host has not joined yet.");
    return gettext("%(name)s has not joined yet.", { name: isolate(hostName) });
  },
  /** @param {string} from @param {string} content */
  fromHost: (from, content) => `${isolate(from)}: ${isolate(content)}`,
  /** @param {number} seconds */
  askAgainIn: (seconds) => gettext("Ask again in %(seconds)s s", { seconds }),
  /** @param {string} name @param {string} emoji */
  reacted: (name, emoji) => `${isolate(name)}: ${emoji}`,

  /** @param {{displayName: string}[]} typing */
  typing: (typing) => {
    const names = typing.map(({ displayName }) => isolate(displayName));
    if (names.length === 0) return "";
    if (names.length > 3) return gettext("Several people are typing…");
    return ngettext("%(names)s is typing…", "%(names)s are typing…", names.length, {
      names: formatList(names),
    });
  },
  /** @param {string} timestamp ISO 8601 */
  time: (timestamp) => time.format(new Date(timestamp)),
  /** @param {Date} date @param {Date} now */
  day: (date, now) => {
    const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
    if (days === 0) return gettext("Today");
    return days === 1 ? gettext("Yesterday") : day.format(date);
  },
  newMessages: gettext("New messages"),
  /** @param {number} length @param {number} most */
  tooLong: (length, most) =>
    gettext("%(length)s of %(most)s characters. Shorten the message to send it.", { length, most }),
  sending: gettext("Sending…"),
  /** @param {string | undefined} code */
  notSent: (code) => gettext("Not sent. %(reason)s", { reason: refusal(code) }),

  /** The current label of a command in the "More" menu. */
  commands: {
    /** @param {boolean} isSharing */
    screen: (isSharing) => (isSharing ? gettext("Stop sharing") : gettext("Share screen")),
    /** @param {boolean} isReplaced */
    blur: (isReplaced) =>
      isReplaced ? gettext("Show my background") : gettext("Blur my background"),
    /** @param {boolean} isRaised */
    hand: (isRaised) => (isRaised ? gettext("Lower hand") : gettext("Raise hand")),
    /** @param {boolean} isOn */
    fullScreen: (isOn) => (isOn ? gettext("Exit full screen") : gettext("Full screen")),
    /** @param {boolean} hasSpeakerLarge */
    layout: (hasSpeakerLarge) => (hasSpeakerLarge ? gettext("Grid view") : gettext("Speaker view")),
    /** @param {boolean} isHidden */
    "self-view": (isHidden) => (isHidden ? gettext("Show self view") : gettext("Hide self view")),
    /** @param {boolean} isFloating */
    "float-self": (isFloating) =>
      isFloating ? gettext("Self view in a tile") : gettext("Floating self view"),
    /** @param {boolean} isOn */
    pictureInPicture: (isOn) =>
      isOn ? gettext("Exit picture-in-picture") : gettext("Picture-in-picture"),
    /** @param {boolean} isLocked */
    lock: (isLocked) => (isLocked ? gettext("Unlock room") : gettext("Lock room")),
  },
};

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
