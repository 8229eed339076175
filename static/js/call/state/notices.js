/** The short notices about events. The view supplies their text. */

import { resetAtCallEnd } from "./call-end.js";
import { PERMISSIONS } from "./permissions.js";

/** @import {Knocker, Role, ServerEvents} from "../protocol.js" */
/** @import {Notice, NoticeKind, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** Maximum number of queued notices. More would be shown long after the event. */
const QUEUE_LIMIT = 5;
/** @type {Set<NoticeKind>} */
const GROUPED = new Set(["joined", "left", "knocked", "unreachable"]);
/**
 * Answers to what the person has just done. The latest one is shown at once.
 * @type {Set<NoticeKind>}
 */
const ANSWERS = new Set([
  "refused",
  "device-refused",
  "choose-screen",
  "screen-failed",
  "full-screen-refused",
  "small-window-refused",
]);
/** @type {Record<Role, {self: NoticeKind, other: NoticeKind | null}>} */
const NEW_ROLES = {
  host: { self: "made-host", other: "now-host" },
  cohost: { self: "made-cohost", other: "now-cohost" },
  participant: { self: "made-participant", other: null },
};

/** @type {Slice} */
export const notices = {
  "notice-added": (state, { kind, about, deviceId }) =>
    notice(state, kind, [about], deviceId === undefined ? {} : { deviceId }),
  "notice-dismissed": (state, { id }) => ({
    ...state,
    notices: state.notices.filter((one) => one.id !== id),
  }),

  "user-joined": (state, { participant }) => {
    const isHere = state.people.some((one) => one.participantId === participant.participantId);
    return isHere ? state : notice(state, "joined", [participant.displayName]);
  },
  "user-left": (state, { socketId }) => noticeOf(state, "left", socketId),
  // A client that has reconnected may repeat what is already known.
  "user-hand-raised": (state, { socketId }) =>
    isNew(state, socketId, "handOrder") ? noticeOf(state, "hand-raised", socketId) : state,
  "user-hand-lowered": (state, { socketId }) =>
    socketId === state.self.socketId ? notice(state, "hand-lowered") : state,
  "screen-share-started": (state, { socketId }) =>
    isNew(state, socketId, "screenOrder") ? noticeOf(state, "sharing", socketId) : state,
  "link-changed": (state, { socketId, linkState }) =>
    linkState === "unreachable" ? noticeOf(state, "unreachable", socketId) : state,
  "media-changed": (state, { microphone }) =>
    microphone.isOn ? withoutKind(state, "speaking-muted") : state,
  "force-mute": (state) => notice(state, "muted-by-host"),
  "unmute-requested": (state, { by }) => notice(state, "unmute-requested", [by]),
  "room-locked": (state, { locked }) =>
    locked === state.room.isLocked ? state : notice(state, locked ? "locked" : "unlocked"),

  "spotlight-changed": (state, { participantId }) => noticeSpotlight(state, participantId),

  "room-joined": (state, { waiting = [] }) => noticeKnockers(state, waiting),
  "waiting-room-update": (state, { waiting }) => noticeKnockers(state, waiting),
  "participant-updated": (state, update) => noticeUpdate(state, update),
  "settings-updated": (state, { settings }) => noticeSettings(state, settings),

  // The preview shows notices, too, but not those of an earlier meeting.
  ...resetAtCallEnd((state) => ({ ...state, notices: [] })),
};

/** @param {State} state @param {NoticeKind} kind @param {string} socketId @returns {State} */
function noticeOf(state, kind, socketId) {
  const person = state.people.find((one) => one.socketId === socketId && !one.isSelf);
  return person ? notice(state, kind, [person.displayName]) : state;
}

/** Remove the notices whose subject is over. @param {State} state @param {NoticeKind} kind */
function withoutKind(state, kind) {
  if (!state.notices.some((one) => one.kind === kind)) return state;
  return { ...state, notices: state.notices.filter((one) => one.kind !== kind) };
}

/** @param {State} state @param {string} socketId @param {"handOrder" | "screenOrder"} order */
function isNew({ people }, socketId, order) {
  return people.some((one) => one.socketId === socketId && one[order] === null);
}

/**
 * Add notices for new knockers, and remove people who no longer wait from older notices.
 * @param {State} state
 * @param {Knocker[]} waiting
 */
function noticeKnockers(state, waiting) {
  const known = new Set(state.knockers.map((one) => one.participantId));
  const stillWaiting = {
    ...state,
    notices: state.notices.flatMap((one) => withKnockersOf(one, waiting)),
  };
  const newcomers = waiting.filter((one) => !known.has(one.participantId));
  return newcomers.reduce(
    (current, { displayName, participantId }) =>
      notice(current, "knocked", [displayName], { knockerIds: [participantId] }),
    stillWaiting,
  );
}

/**
 * Return the notice with only the knockers who still wait, or nothing if none of them waits.
 * @param {Notice} one
 * @param {Knocker[]} waiting
 */
function withKnockersOf(one, waiting) {
  if (!one.knockerIds) return [one];
  const left = waiting.filter((knocker) => one.knockerIds?.includes(knocker.participantId));
  if (left.length === one.knockerIds.length) return [one];
  const knockerIds = left.map(({ participantId }) => participantId);
  return left.length > 0 ? [{ ...one, knockerIds, about: left.map((who) => who.displayName) }] : [];
}

/** @param {State} state @param {ServerEvents["participant-updated"]} update */
function noticeUpdate(state, { participantId, displayName, role }) {
  const person = state.people.find((one) => one.participantId === participantId);
  if (!person) return state;
  const isRenamed = displayName !== undefined && displayName !== person.displayName;
  const renamed =
    isRenamed && !person.isSelf
      ? notice(state, "renamed", [person.displayName, displayName])
      : state;
  if (role === undefined || role === person.role) return renamed;
  const kind = NEW_ROLES[role][person.isSelf ? "self" : "other"];
  return kind ? notice(renamed, kind, [displayName ?? person.displayName]) : renamed;
}

/** @param {State} state @param {string | null} participantId */
function noticeSpotlight(state, participantId) {
  if (participantId === state.spotlight) return state;
  const person = state.people.find((one) => one.participantId === participantId);
  if (person?.isSelf) return notice(state, "you-spotlit");
  if (person) return notice(state, "spotlit", [person.displayName]);
  const wasSelf = state.spotlight === state.self.participantId;
  return wasSelf ? notice(state, "you-not-spotlit") : state;
}

/** @param {State} state @param {ServerEvents["settings-updated"]["settings"]} settings */
function noticeSettings(state, settings) {
  const before = state.room.settings;
  const changed = PERMISSIONS.filter((name) => settings[name] !== before[name]);
  const [on, off] = [
    changed.filter((name) => settings[name]),
    changed.filter((name) => !settings[name]),
  ];
  const permitted = on.length > 0 ? notice(state, "permitted", on) : state;
  const told = off.length > 0 ? notice(permitted, "forbidden", off) : permitted;
  const isOpened = before.waitingRoom && !settings.waitingRoom && state.knockers.length > 0;
  return isOpened ? notice(told, "waiting-room-off") : told;
}

/**
 * @param {State} state
 * @param {NoticeKind} kind
 * @param {string[]} about
 * @param {Pick<Notice, "deviceId" | "knockerIds">} [details]
 * @returns {State}
 */
function notice(state, kind, about = [], details = {}) {
  const id = state.noticeCount + 1;
  const last = state.notices.at(-1);
  // The first notice is already displayed, so only the queued ones may grow. A notice about knocks
  // may always grow, because a host has to act on it.
  const mayGrow = last && (state.notices.length > 1 || kind === "knocked");
  if (mayGrow && last.kind === kind && GROUPED.has(kind)) {
    const grown = { ...last, about: [...last.about, ...about] };
    const { knockerIds } = details;
    if (knockerIds) grown.knockerIds = [...(last.knockerIds ?? []), ...knockerIds];
    return { ...state, notices: [...state.notices.slice(0, -1), grown] };
  }
  const added = { id, kind, about, ...details };
  const all = ANSWERS.has(kind)
    ? [added, ...state.notices.filter((one) => !ANSWERS.has(one.kind))]
    : [...state.notices, added];
  return { ...state, notices: withinLimit(all), noticeCount: id };
}

/**
 * Leave out a queued notice if there are too many. The first one is displayed now, and one about
 * knocks needs an answer.
 * @param {Notice[]} all
 */
function withinLimit(all) {
  if (all.length <= QUEUE_LIMIT) return all;
  const [, ...queued] = all;
  const left = queued.find(({ knockerIds }) => !knockerIds) ?? queued[0];
  return all.filter((one) => one !== left);
}
