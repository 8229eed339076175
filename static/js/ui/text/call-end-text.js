/** The text and the next action for each reason why this page shows no meeting. */

/** @import {CallEnd} from "../../call/state/model.js" */

/** @typedef {"rejoin" | "showPreview" | "signIn" | null} Action */
/** @typedef {{title: string, words: string, action: Action, label: string}} CallEndText */

/** @type {CallEndText} */
const SIGNED_OUT = {
  title: "You were signed out",
  words: "So this page has left the meeting. Sign in to go back.",
  action: "signIn",
  label: "Sign in",
};

/**
 * By the kind of callEnd; for `refused`, by the reason.
 * @type {Record<string, Omit<CallEndText, "label"> & {label?: string}>}
 */
const TEXTS = {
  signedOut: SIGNED_OUT,
  // This page was loaded with an account that is no longer signed in.
  IDENTITY_MISMATCH: SIGNED_OUT,
  sessionEnded: {
    title: "Your session has ended",
    words: "You were signed out. Your place is kept for a short while: sign in to go back to it.",
    action: "signIn",
    label: "Sign in",
  },
  left: { title: "You left the meeting", words: "", action: "rejoin", label: "Rejoin" },
  removed: {
    title: "You were removed from the meeting",
    words: "A host has sent you out. You may ask to come back; a host decides.",
    action: "showPreview",
    label: "Ask to come back",
  },
  moved: {
    title: "The meeting goes on elsewhere",
    words: "You opened it in another tab or on another device, so this one has stopped.",
    action: "rejoin",
    label: "Use here",
  },
  ended: {
    title: "The meeting has ended",
    words: "A host ended it for everybody. You can come in again once it has been started again.",
    action: "rejoin",
    label: "Rejoin",
  },
  denied: {
    title: "The host did not let you in",
    words: "You may ask once more after a short while.",
    action: "rejoin",
    label: "Ask again",
  },
  deniedForGood: {
    title: "The host did not let you in",
    words: "You can't ask again in this meeting. Write to the host if you think it is a mistake.",
    action: null,
  },
  expired: {
    title: "You waited no longer",
    words: "Your connection was away for so long that you lost your place in the waiting room.",
    action: "rejoin",
    label: "Ask again",
  },
  WAITING_ROOM_FULL: {
    title: "Too many people are waiting",
    words: "The waiting room is full. Try again in a while.",
    action: "showPreview",
    label: "Try again",
  },
  unreachable: {
    title: "The server can't be reached",
    words: "Check your connection. If others can get in, a firewall may be in the way.",
    action: "rejoin",
    label: "Try again",
  },
  ROOM_NOT_FOUND: {
    title: "There is no such room, or you have to sign in",
    words: "It may have been deleted, or its host lets in people with an account only.",
    action: "signIn",
    label: "Sign in",
  },
  ROOM_ENDED: {
    title: "This room is closed",
    words: "Its host has closed it. Ask them for a new link.",
    action: null,
  },
  BLOCKED: {
    title: "You can't enter this room",
    words: "A host has blocked you from it.",
    action: null,
  },
  NOT_INVITED: {
    title: "This room is for invited people only",
    words: "Ask the host for an invitation to the address you are signed in with.",
    action: null,
  },
  ROOM_LOCKED: {
    title: "The room is locked",
    words: "The host lets nobody else in right now. Ask them to unlock it, then try again.",
    action: "showPreview",
    label: "Try again",
  },
  ROOM_FULL: {
    title: "The room is full",
    words: "Every place is taken. Try again when somebody has left.",
    action: "showPreview",
    label: "Try again",
  },
};

/** @type {CallEndText} */
const FALLBACK = {
  title: "You could not join",
  words: "Something went wrong on the way in.",
  action: "showPreview",
  label: "Try again",
};

/** @param {CallEnd} callEnd @returns {CallEndText} */
export function callEndText({ kind, reason = "", canRetryAfterSeconds }) {
  const isForGood = kind === "denied" && canRetryAfterSeconds === undefined;
  const key = isForGood ? "deniedForGood" : kind === "refused" ? reason : kind;
  return { ...FALLBACK, ...TEXTS[key] };
}
