/**
 * Convert messages to the lines of a chat: days and messages, with a flag for messages that
 * continue the previous one.
 */

/** @import {ChatMessage, OutgoingMessage} from "../../call/state/model.js" */

/**
 * @typedef {{kind: "day", key: string, date: Date}} DayLine
 * @typedef {{kind: "message", key: string, message: ChatMessage, isContinued: boolean}} MessageLine
 * @typedef {{kind: "outgoing", key: string, outgoing: OutgoingMessage}} OutgoingLine
 * @typedef {DayLine | MessageLine | OutgoingLine} Line
 */

/** Messages of the same person within this time are displayed as one block. */
const CONTINUED_MS = 5 * 60_000;

/**
 * @param {ChatMessage[]} messages oldest first
 * @param {OutgoingMessage[]} outgoing
 * @returns {Line[]}
 */
export function linesOf(messages, outgoing) {
  const posted = messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const date = new Date(message.timestamp);
    const isNewDay = before?.timestamp === undefined || dayKey(before.timestamp) !== dayKey(date);
    /** @type {Line} */
    const line = {
      kind: "message",
      key: `message ${message.id}`,
      message,
      isContinued: !isNewDay && continues(message, before),
    };
    return isNewDay ? [newDay(date), line] : [line];
  });
  return [...posted, ...outgoing.map(outgoingLine)];
}

/** @param {ChatMessage} message @param {ChatMessage} before */
function continues(message, before) {
  const isSame = message.senderId === before.senderId && message.senderName === before.senderName;
  return isSame && Date.parse(message.timestamp) - Date.parse(before.timestamp) < CONTINUED_MS;
}

/** @param {Date} date @returns {DayLine} */
function newDay(date) {
  return { kind: "day", key: `day ${dayKey(date)}`, date };
}

/** @param {OutgoingMessage} outgoing @returns {OutgoingLine} */
function outgoingLine(outgoing) {
  return { kind: "outgoing", key: `outgoing ${outgoing.key}`, outgoing };
}

/** Return the day in local time, not in UTC. @param {Date | string} date */
function dayKey(date) {
  return new Date(date).toDateString();
}
