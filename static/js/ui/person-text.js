/** What is said of somebody in their tile: their name, and what marks they bear. */

import { text } from "./text.js";

/** @import {Person} from "../call/model.js" */

/** @param {Person} person */
export function nameOf({ displayName, isSelf }) {
  return isSelf ? text.selfName(displayName) : displayName;
}

/** One's own screen is not shown to oneself. @param {Person} person */
export function showsScreen({ isSelf, screenOrder }) {
  return screenOrder !== null && !isSelf;
}

/** @param {Person} person @param {boolean} isConnecting */
export function tileLabel(person, isConnecting) {
  const { role, isMuted, isReconnecting, handOrder, screenOrder } = person;
  const { marks } = text;
  const borne = [
    role === "host" && marks.host,
    role === "cohost" && marks.cohost,
    isMuted && marks.muted,
    handOrder !== null && marks.hand,
    screenOrder !== null && marks.screen,
    isReconnecting && marks.reconnecting,
    isConnecting && !isReconnecting && marks.connecting,
  ];
  return text.tileLabel(
    nameOf(person),
    borne.filter((mark) => mark !== false),
  );
}
