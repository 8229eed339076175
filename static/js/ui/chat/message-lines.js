/**
 * Convert messages to the lines of a chat: days, messages, with a flag for those that continue the
 * previous one, and the divider before the messages that arrived while the chat was closed.
 */

/** @import {ChatMessage, OutgoingMessage} from "../../call/state/model.js" */

/**
 * @typedef {{kind: "day", key: string, date: Date}} DayLine
 * @typedef {{kind: "divider", key: string}} DividerLine
 * @typedef {{kind: "message", key: string, message: ChatMessage, isContinued: boolean}} MessageLine
 * @typedef {{kind: "outgoing", key: string, outgoing: OutgoingMessage}} OutgoingLine
 * @typedef {DayLine | DividerLine | MessageLine | OutgoingLine} Line
 */

/** @type {DividerLine} */
const DIVIDER = { kind: "divider", key: "divider" };
/** Messages of the same person within this time are displayed as one block. */
const CONTINUED_MS = 5 * 60_000;

/**
 * @param {ChatMessage[]} messages oldest first
 * @param {OutgoingMessage[]} outgoing
 * @param {string | null} [firstNewId] id of the message after the divider
 * @returns {Line[]}
 */
export function linesOf(messages, outgoing, firstNewId = null) {
  const posted = messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const date = new Date(message.timestamp);
    const isNewDay = before?.timestamp === undefined || dayKey(before.timestamp) !== dayKey(date);
    const isNew = message.id === firstNewId;
    /** @type {Line} */
    const line = {
      kind: "message",
      key: `message ${message.id}`,
      message,
      isContinued: !isNewDay && !isNew && continues(message, before),
    };
    return [...(isNewDay ? [newDay(date)] : []), ...(isNew ? [DIVIDER] : []), line];
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
