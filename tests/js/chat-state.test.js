import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, meeting, message, play } from "./example-call.js";

/** @import {State} from "../../static/js/call/state/model.js" */

/** @param {number} from @param {number} to */
function messages(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => message(String(from + index)));
}

/** @param {{messages: {id: string}[]}} state */
function span(state) {
  return [state.messages[0]?.id, state.messages.at(-1)?.id, state.messages.length];
}

test("other people's messages count as unread while the chat is closed", () => {
  const state = play(
    meeting(),
    ["chat-message", message("1")],
    ["chat-message", message("2", "me")],
    ["chat-message", message("1")],
  );
  assert.equal(state.unread, 1);
  assert.deepEqual(
    state.messages.map(({ isOwn }) => isOwn),
    [false, true],
  );
  assert.equal(play(state, ["panel-toggled", { panel: "chat" }]).unread, 0);
});

test("the first message that was unread is known until the chat is closed", () => {
  const unread = play(
    meeting(),
    ["chat-message", message("1", "me")],
    ["chat-message", message("2")],
    ["chat-message", message("3")],
  );
  const opened = play(unread, ["panel-toggled", { panel: "chat" }], ["chat-message", message("4")]);
  assert.deepEqual([unread.firstNewId, opened.firstNewId], ["2", "2"]);
  const closed = play(opened, ["panel-closed", {}]);
  assert.equal(closed.firstNewId, null);
  assert.equal(play(closed, ["chat-message", message("5")]).firstNewId, "5");
  assert.equal(play(unread, ["panel-toggled", { panel: "people" }]).firstNewId, "2");
});

test("messages sent before a reload are still this client's own", () => {
  const state = play(
    meeting(),
    ["connected", { socketId: "me-2", isRecovered: false }],
    ["room-joined", joined({ messages: [message("1", "me"), message("2", "me-2")] })],
  );
  assert.ok(state.messages.every(({ isOwn }) => isOwn));
});

test("messages of this client's seat are its own, from whichever page they were sent", () => {
  const state = play(meeting(), [
    "chat-message",
    { ...message("1", "another page"), senderParticipantId: "seat of me" },
  ]);
  assert.equal(state.messages[0]?.isOwn, true);
});

test("a message is outgoing until the server confirms it, by acknowledgement or event", () => {
  const sending = play(meeting(), ["message-sending", { key: "k", content: "Message 1" }]);
  assert.deepEqual(sending.outgoing, [{ key: "k", content: "Message 1", hasFailed: false }]);
  for (const order of [
    ["message-sent", "chat-message"],
    ["chat-message", "message-sent"],
  ]) {
    const payloads = {
      "message-sent": { key: "k", message: message("1", "me") },
      "chat-message": message("1", "me"),
    };
    const state = play(
      sending,
      ...order.map(
        (type) => /** @type {any} */ ([type, payloads[/** @type {"chat-message"} */ (type)]]),
      ),
    );
    assert.deepEqual([state.outgoing, state.messages.length], [[], 1]);
  }
});

test("a message is shown once between its event and its acknowledgement", () => {
  const state = play(
    meeting(),
    ["message-sending", { key: "first", content: "Message 1" }],
    ["message-sending", { key: "second", content: "Message 1" }],
    ["chat-message", message("1", "me")],
  );
  assert.deepEqual(
    state.outgoing.map(({ key }) => key),
    ["second"],
  );
  assert.equal(state.messages.length, 1);
});

test("another person's message does not replace one that is being sent", () => {
  const state = play(
    meeting(),
    ["message-sending", { key: "k", content: "Message 1" }],
    ["chat-message", message("1", "another")],
  );
  assert.equal(state.outgoing.length, 1);
});

test("a failed message stays and is sent again under its key", () => {
  const failed = play(
    meeting(),
    ["message-sending", { key: "k", content: "Hello" }],
    ["message-failed", { key: "k", code: "OFFLINE" }],
  );
  assert.deepEqual(failed.outgoing, [
    { key: "k", content: "Hello", hasFailed: true, code: "OFFLINE" },
  ]);
  const again = play(failed, ["message-sending", { key: "k", content: "Hello" }]);
  assert.deepEqual(again.outgoing, [{ key: "k", content: "Hello", hasFailed: false }]);
});

test("older messages are added before the others, without duplicates", () => {
  const state = play(
    meeting({ messages: messages(51, 100) }),
    ["history-loading", {}],
    ["history-loaded", { messages: messages(2, 51), hasMore: true }],
  );
  assert.deepEqual(span(state), ["2", "100", 99]);
  assert.equal(state.hasOlderMessages, true);
  assert.equal(state.isLoadingOlder, false);
});

test("messages that were missed during a disconnect are added", () => {
  const state = play(meeting({ messages: messages(1, 50) }), [
    "room-joined",
    joined({ messages: messages(11, 60) }),
  ]);
  assert.deepEqual(span(state), ["1", "60", 60]);
  assert.equal(state.unread, 10);
});

test("after a gap longer than a page, the chat starts with the newest page, and older messages can be loaded", () => {
  const state = play(meeting({ messages: messages(1, 20) }), [
    "room-joined",
    joined({ messages: messages(101, 150) }),
  ]);
  assert.deepEqual(span(state), ["101", "150", 50]);
  assert.equal(state.hasOlderMessages, true);
  assert.equal(state.unread, 50);
});

test("the answer about a repeated message puts it in the order of time", () => {
  const at = (/** @type {string} */ id, /** @type {number} */ second) => ({
    ...message(id, id === "own" ? "me" : "ann"),
    timestamp: `2026-11-20T10:00:0${second}Z`,
  });
  const sent = (/** @type {number} */ second) =>
    /** @type {const} */ (["message-sent", { key: "k", message: at("own", second) }]);
  const state = meeting({ messages: [at("1", 1), at("3", 3)] });
  const ids = (/** @type {State} */ { messages }) => messages.map(({ id }) => id);
  assert.deepEqual(ids(play(state, sent(2))), ["1", "own", "3"]);
  assert.deepEqual(ids(play(state, sent(3))), ["1", "3", "own"]);
  assert.deepEqual(ids(play(state, sent(0))), ["own", "1", "3"]);
  assert.deepEqual(ids(play({ ...state, hasOlderMessages: true }, sent(0))), ["1", "3"]);
});

test("a typing person is shown once, until they send, stop, leave or disconnect", () => {
  const typing = { socketId: "ann", displayName: "Ann", isTyping: true };
  const state = play(meeting(), ["user-typing", typing], ["user-typing", typing]);
  assert.deepEqual(state.typing, [{ socketId: "ann", displayName: "Ann" }]);
  const ends = /** @type {const} */ ([
    ["user-typing", { ...typing, isTyping: false }],
    ["chat-message", message("1", "ann")],
    ["user-left", { socketId: "ann" }],
    ["disconnected", {}],
  ]);
  for (const [type, payload] of ends) assert.deepEqual(play(state, [type, payload]).typing, []);
});

test("this client's own typing is not shown", () => {
  const state = play(meeting(), [
    "user-typing",
    { socketId: "me", displayName: "Max", isTyping: true },
  ]);
  assert.deepEqual(state.typing, []);
});
