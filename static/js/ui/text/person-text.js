/** The text and labels of a person's tile. */

import { showsScreen } from "../../call/state/tiles.js";
import { isolate } from "../dom/bidi-text.js";
import { text } from "./text.js";

/** @import {Weakness} from "../../rtc/connection-quality.js" */
/** @import {LinkState} from "../../rtc/media-session.js" */
/** @import {Person} from "../../call/state/model.js" */

/** @param {Person} person */
export function nameOf({ displayName, isSelf }) {
  return isSelf ? text.selfName(displayName) : isolate(displayName);
}

/**
 * Return whether the tile shows "connecting". A person whose socket is disconnected only shows
 * "reconnecting".
 * @param {Person} person
 * @param {LinkState | undefined} link
 */
export function isConnecting({ isReconnecting, isSelf }, link) {
  return !isSelf && !isReconnecting && link !== "connected" && link !== "unreachable";
}

/** @param {Person} person @param {LinkState | undefined} link */
export function isUnreachable({ isReconnecting, isSelf }, link) {
  return !isSelf && !isReconnecting && link === "unreachable";
}

/** Return whether the person sends a picture that their tile shows. @param {Person} person */
export function hasPicture(person) {
  return !person.isVideoOff || showsScreen(person);
}

/**
 * Return the sentence about a paused picture, or "".
 * @param {Person} person
 * @param {{isPaused: boolean, isEveryPaused: boolean}} picture
 */
export function pausedText({ displayName }, { isPaused, isEveryPaused }) {
  if (!isPaused) return "";
  return isEveryPaused ? text.allPaused : text.paused(displayName);
}

/**
 * Return the sentence that says whose connection is weak, or "".
 * @param {Person} person
 * @param {Weakness | undefined} weakness
 */
export function weaknessText({ displayName }, weakness) {
  return weakness ? text.weakness[weakness](displayName) : "";
}

/**
 * @param {Person} person
 * @param {LinkState | undefined} link
 * @param {object} shown
 * @param {boolean} shown.isSpeaking
 * @param {boolean} shown.isPinned
 * @param {boolean} shown.isSpotlit
 * @param {boolean} shown.isPaused
 * @param {Weakness | undefined} shown.weakness
 */
export function tileLabel(person, link, { isSpeaking, isPinned, isSpotlit, isPaused, weakness }) {
  const { role, isMuted, isReconnecting, handOrder, screenOrder } = person;
  const { marks } = text;
  const all = [
    role === "host" && marks.host,
    role === "cohost" && marks.cohost,
    isMuted && marks.muted,
    isSpeaking && marks.speaking,
    isPinned && marks.pinned,
    isSpotlit && marks.spotlight,
    handOrder !== null && marks.hand,
    screenOrder !== null && marks.screen,
    isPaused && marks.paused,
    weakness !== undefined && marks.weak,
    isReconnecting && marks.reconnecting,
    isConnecting(person, link) && marks.connecting,
    isUnreachable(person, link) && marks.unreachable,
  ];
  return text.tileLabel(
    nameOf(person),
    all.filter((mark) => mark !== false),
  );
}

/** @param {Person} person who shares a screen */
export function screenName({ displayName, isSelf }) {
  return isSelf ? text.ownScreen : text.screenOf(displayName);
}

/**
 * @param {Person} person who shares a screen
 * @param {LinkState | undefined} link
 * @param {{isPinned: boolean, isPaused: boolean}} shown
 */
export function screenLabel(person, link, { isPinned, isPaused }) {
  const { marks } = text;
  const all = [
    isPinned && marks.pinned,
    isPaused && marks.paused,
    person.isReconnecting && marks.reconnecting,
    isConnecting(person, link) && marks.connecting,
    isUnreachable(person, link) && marks.unreachable,
  ];
  return text.tileLabel(
    screenName(person),
    all.filter((mark) => mark !== false),
  );
}
