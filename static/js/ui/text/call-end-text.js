/** The text and the next action for each reason why this page shows no meeting. */

import { gettext } from "../../text/gettext.js";

/** @import {CallEnd} from "../../call/state/model.js" */

/** @typedef {"rejoin" | "showPreview" | "signIn" | null} Action */
/** @typedef {{title: string, words: string, action: Action, label: string}} CallEndText */

/** @type {CallEndText} */
const SIGNED_OUT = {
  title: gettext("You were signed out"),
  words: gettext("This page left the meeting. Sign in to rejoin."),
  action: "signIn",
  label: gettext("Sign in"),
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
    title: gettext("Your session has expired"),
    words: gettext(
      "You were signed out. Sign in soon to rejoin: your place is kept for a short time.",
    ),
    action: "signIn",
    label: gettext("Sign in"),
  },
  left: {
    title: gettext("You left the meeting"),
    words: "",
    action: "rejoin",
    label: gettext("Rejoin"),
  },
  removed: {
    title: gettext("You were removed from the meeting"),
    words: gettext("A host removed you. You can ask to rejoin."),
    action: "showPreview",
    label: gettext("Ask to rejoin"),
  },
  moved: {
    title: gettext("You joined from another tab or device"),
    words: gettext("The meeting continues there. You can move it back to this page."),
    action: "rejoin",
    label: gettext("Use here"),
  },
  ended: {
    title: gettext("The meeting has ended"),
    words: gettext(
      "A host ended the meeting for everyone. You can rejoin after it is started again.",
    ),
    action: "rejoin",
    label: gettext("Rejoin"),
  },
  denied: {
    title: gettext("The host did not let you in"),
    words: gettext("You can ask again after a short wait."),
    action: "rejoin",
    label: gettext("Ask again"),
  },
  deniedForGood: {
    title: gettext("The host did not let you in"),
    words: gettext(
      "You can't ask again in this meeting. Contact the host if you think this is a mistake.",
    ),
    action: null,
  },
  expired: {
    title: gettext("You are no longer waiting"),
    words: gettext("Your connection was lost for too long. You can ask to join again."),
    action: "rejoin",
    label: gettext("Ask again"),
  },
  WAITING_ROOM_FULL: {
    title: gettext("The waiting room is full"),
    words: gettext("Too many people are waiting. Try again later."),
    action: "showPreview",
    label: gettext("Try again"),
  },
  unreachable: {
    title: gettext("The server can't be reached"),
    words: gettext(
      "Check your internet connection. If other people can join, a firewall may be blocking you.",
    ),
    action: "rejoin",
    label: gettext("Try again"),
  },
  ROOM_NOT_FOUND: {
    title: gettext("Room not found, or you need to sign in"),
    words: gettext(
      "The room may have been deleted, or it may be open only to people with an account.",
    ),
    action: "signIn",
    label: gettext("Sign in"),
  },
  ROOM_ENDED: {
    title: gettext("This room is closed"),
    words: gettext("The host closed it. Ask them for a new link."),
    action: null,
  },
  BLOCKED: {
    title: gettext("You can't join this room"),
    words: gettext("A host blocked you."),
    action: null,
  },
  NOT_INVITED: {
    title: gettext("This room is for invited people only"),
    words: gettext("Ask the host to invite the address that you are signed in with."),
    action: null,
  },
  ROOM_LOCKED: {
    title: gettext("The room is locked"),
    words: gettext(
      "No one else can join right now. Ask the host to unlock the room, then try again.",
    ),
    action: "showPreview",
    label: gettext("Try again"),
  },
  ROOM_FULL: {
    title: gettext("The room is full"),
    words: gettext("The room has reached its limit of people. Try again when someone has left."),
    action: "showPreview",
    label: gettext("Try again"),
  },
};

/** @type {CallEndText} */
const FALLBACK = {
  title: gettext("You could not join"),
  words: gettext("Something went wrong. Try again."),
  action: "showPreview",
  label: gettext("Try again"),
};

/** @param {CallEnd} callEnd @returns {CallEndText} */
export function callEndText({ kind, reason = "", canRetryAfterSeconds }) {
  const isForGood = kind === "denied" && canRetryAfterSeconds === undefined;
  const key = isForGood ? "deniedForGood" : kind === "refused" ? reason : kind;
  return { ...FALLBACK, ...TEXTS[key] };
}
