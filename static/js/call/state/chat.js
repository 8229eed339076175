/**
 * The chat: messages, messages that are being sent, and who is typing.
 *
 * `messages` is one gapless range of the chat that ends with the newest message. Therefore older
 * messages can always be requested before the first one.
 */

/** @import {Message} from "../protocol.js" */
/** @import {ChatMessage, State} from "./model.js" */
/** @import {Slice} from "./state.js" */

/** Number of messages that the server sends with `room-joined`. */
export const HISTORY_PAGE = 50;

/** @type {Slice} */
export const chat = {
  "room-joined": (state, { messages }) => {
    const newest = messages.map((message) => withOwner(state, message));
    const isWhole = newest.length < HISTORY_PAGE;
    const isUnbroken = isWhole || newest.some((message) => has(state, message));
    if (!isUnbroken || state.messages.length === 0) {
      const replaced = { ...state, messages: newest, hasOlderMessages: !isWhole };
      return state.messages.length === 0 ? replaced : countUnread(replaced, newest);
    }
    const missed = newest.filter((message) => !has(state, message));
    return countUnread({ ...state, messages: [...state.messages, ...missed] }, missed);
  },

  "chat-message": (state, message) => {
    if (has(state, message)) return state;
    const added = withOwner(state, message);
    const messages = [...state.messages, added];
    const outgoing = added.isOwn ? withoutSent(state.outgoing, added) : state.outgoing;
    return countUnread({ ...stopTyping(state, message.senderId), messages, outgoing }, [added]);
  },

  "message-sending": (state, { key, content }) => {
    const sending = { key, content, hasFailed: false };
    const isAgain = state.outgoing.some((one) => one.key === key);
    const outgoing = isAgain
      ? state.outgoing.map((one) => (one.key === key ? sending : one))
      : [...state.outgoing, sending];
    return { ...state, outgoing };
  },
  "message-failed": (state, { key, code }) => ({
    ...state,
    outgoing: state.outgoing.map((one) =>
      one.key === key ? { ...one, hasFailed: true, code } : one,
    ),
  }),
  "message-sent": (state, { key, message }) => ({
    ...state,
    outgoing: state.outgoing.filter((one) => one.key !== key),
    messages: has(state, message)
      ? state.messages
      : inserted({ ...message, isOwn: true }, state.messages, state.hasOlderMessages),
  }),

  "history-loading": (state) => ({ ...state, isLoadingOlder: true }),
  "history-failed": (state) => ({ ...state, isLoadingOlder: false }),
  "history-loaded": (state, { messages, hasMore }) => ({
    ...state,
    messages: [
      ...messages.filter((message) => !has(state, message)).map((one) => withOwner(state, one)),
      ...state.messages,
    ],
    hasOlderMessages: hasMore,
    isLoadingOlder: false,
  }),

  "user-typing": (state, { socketId, displayName, isTyping }) => {
    const others = stopTyping(state, socketId);
    if (!isTyping || socketId === state.self.socketId) return others;
    return { ...others, typing: [...others.typing, { socketId, displayName }] };
  },
  "user-left": (state, { socketId }) => stopTyping(state, socketId),
  "participant-reconnecting": (state, { socketId }) => stopTyping(state, socketId),
  disconnected: (state) => ({ ...state, typing: [], isLoadingOlder: false }),

  "panel-toggled": gotOtherPanel,
  "panel-closed": gotOtherPanel,
};

/** The page slice has already changed the panel. @param {State} state @returns {State} */
function gotOtherPanel(state) {
  if (state.panel === "chat") return { ...state, unread: 0 };
  return state.unread > 0 ? state : { ...state, firstNewId: null };
}

/**
 * Remove the outgoing message that the server has posted: the event, which comes before the
 * acknowledgement, has no key.
 * @param {State["outgoing"]} outgoing
 * @param {ChatMessage} posted
 */
function withoutSent(outgoing, { content }) {
  const index = outgoing.findIndex((one) => one.content === content);
  return index < 0 ? outgoing : outgoing.toSpliced(index, 1);
}

/** @param {State} state @param {ChatMessage[]} added @returns {State} */
function countUnread(state, added) {
  const [first, ...others] = added.filter((message) => !message.isOwn);
  if (state.panel === "chat" || !first) return state;
  const firstNewId = state.unread > 0 ? state.firstNewId : first.id;
  return { ...state, unread: state.unread + others.length + 1, firstNewId };
}

/** @param {State} state @param {Message} message @returns {ChatMessage} */
function withOwner(state, message) {
  const { participantId, socketIds } = state.self;
  const { senderId, senderParticipantId } = message;
  const isOwn = senderParticipantId === participantId || socketIds.includes(senderId);
  return { ...message, isOwn };
}

/** @param {State} state @param {Message} message */
function has(state, message) {
  return state.messages.some(({ id }) => id === message.id);
}

/**
 * Insert a message in the order of time. The answer about a repeated message may come after newer
 * messages. A message before the range is left out: it is loaded with the older messages.
 * @param {ChatMessage} message
 * @param {ChatMessage[]} messages
 * @param {boolean} hasOlderMessages
 */
function inserted(message, messages, hasOlderMessages) {
  const index = messages.findLastIndex((one) => one.timestamp <= message.timestamp) + 1;
  if (index === 0 && hasOlderMessages) return messages;
  return messages.toSpliced(index, 0, message);
}

/** @param {State} state @param {string} socketId @returns {State} */
function stopTyping(state, socketId) {
  if (!state.typing.some((one) => one.socketId === socketId)) return state;
  return { ...state, typing: state.typing.filter((one) => one.socketId !== socketId) };
}
