/** The text and the next action for each reason why this page shows no meeting. */

/** @import {CallEnd} from "../../call/state/model.js" */

/** @typedef {"rejoin" | "showPreview" | "signIn" | null} Action */
/** @typedef {{title: string, words: string, action: Action, label: string}} CallEndText */

/** @type {CallEndText} */
const SIGNED_OUT = {
  title: "You were signed out",
  words: "This page left the meeting. Sign in to rejoin.",
  action: "signIn",
  label: "Sign in",
};

/**
 * By the kind of the end; for `refused`, by the reason.
 * @type {Record<string, Omit<CallEndText, "label"> & {label?: string}>}
 */
const TEXTS = {
  signedOut: SIGNED_OUT,
  // This page was loaded with an account that is no longer signed in.
  IDENTITY_MISMATCH: SIGNED_OUT,
  sessionEnded: {
    title: "Your session has expired",
    words: "You were signed out. Sign in soon to rejoin: your place is kept for a short time.",
    action: "signIn",
    label: "Sign in",
  },
  left: { title: "You left the meeting", words: "", action: "rejoin", label: "Rejoin" },
  removed: {
    title: "You were removed from the meeting",
    words: "A host removed you. You can ask to rejoin.",
    action: "showPreview",
    label: "Ask to rejoin",
  },
  moved: {
    title: "You joined from another tab or device",
    words: "The meeting continues there. You can move it back to this page.",
    action: "rejoin",
    label: "Use here",
  },
  ended: {
    title: "The meeting has ended",
    words: "A host ended the meeting for everyone. You can rejoin after it is started again.",
    action: "rejoin",
    label: "Rejoin",
  },
  denied: {
    title: "The host did not let you in",
    words: "You can ask again after a short wait.",
    action: "rejoin",
    label: "Ask again",
  },
  deniedForGood: {
    title: "The host did not let you in",
    words: "You can't ask again in this meeting. Contact the host if you think this is a mistake.",
    action: null,
  },
  expired: {
    title: "You are no longer waiting",
    words: "Your connection was lost for too long. You can ask to join again.",
    action: "rejoin",
    label: "Ask again",
  },
  WAITING_ROOM_FULL: {
    title: "The waiting room is full",
    words: "Too many people are waiting. Try again later.",
    action: "showPreview",
    label: "Try again",
  },
  unreachable: {
    title: "The server can't be reached",
    words:
      "Check your internet connection. If other people can join, a firewall may be blocking you.",
    action: "rejoin",
    label: "Try again",
  },
  ROOM_NOT_FOUND: {
    title: "Room not found, or you need to sign in",
    words: "The room may have been deleted, or it may be open only to people with an account.",
    action: "signIn",
    label: "Sign in",
  },
  ROOM_ENDED: {
    title: "This room is closed",
    words: "The host closed it. Ask them for a new link.",
    action: null,
  },
  BLOCKED: {
    title: "You can't join this room",
    words: "A host blocked you.",
    action: null,
  },
  NOT_INVITED: {
    title: "This room is for invited people only",
    words: "Ask the host to invite the address that you are signed in with.",
    action: null,
  },
  ROOM_LOCKED: {
    title: "The room is locked",
    words: "No one else can join right now. Ask the host to unlock the room, then try again.",
    action: "showPreview",
    label: "Try again",
  },
  ROOM_FULL: {
    title: "The room is full",
    words: "The room has reached its limit of people. Try again when someone has left.",
    action: "showPreview",
    label: "Try again",
  },
};

/** @type {CallEndText} */
const FALLBACK = {
  title: "You could not join",
  words: "Something went wrong. Try again.",
  action: "showPreview",
  label: "Try again",
};

/** @param {CallEnd} callEnd @returns {CallEndText} */
export function callEndText({ kind, reason = "", canRetryAfterSeconds }) {
  const isForGood = kind === "denied" && canRetryAfterSeconds === undefined;
  const key = isForGood ? "deniedForGood" : kind === "refused" ? reason : kind;
  return { ...FALLBACK, ...TEXTS[key] };
}
