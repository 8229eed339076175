import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatCommands } from "../../static/js/call/commands/chat.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting, message } from "./example-call.js";

/** @import {Reply} from "../../static/js/call/protocol.js" */

/** @param {Parameters<typeof meeting>[0]} fields */
function newChat(fields = {}) {
  const store = createStore(meeting(fields), apply);
  const clock = { ms: 0 };
  /** @type {{name: string, fields: any}[]} */
  const sent = [];
  /** @type {Reply[]} the next replies; a success if empty */
  const answers = [];
  const requests = {
    /** @param {string} name @param {object} fields */
    request: async (name, fields = {}) => {
      sent.push({ name, fields });
      return answers.shift() ?? { success: true };
    },
  };
  const chat = new ChatCommands(/** @type {any} */ ({ requests, store, now: () => clock.ms }));
  return { answers, sent, chat, clock, store };
}

test("a message is trimmed and sent; an empty one is not", async () => {
  const { answers, sent, chat, store } = newChat();
  answers.push({ success: true, message: message("1", "me") });
  await chat.send("  Hello \n");
  await chat.send("   ");
  await chat.send("\u3164\u200b");
  assert.deepEqual(
    sent.map(({ name, fields }) => [name, fields.content]),
    [["chat-message", "Hello"]],
  );
  assert.deepEqual([store.state.outgoing, store.state.messages.length], [[], 1]);
});

test("a failed message is retried under the same key, and other messages have other keys", async () => {
  const { answers, sent, chat, store } = newChat();
  answers.push({ success: false, code: "NO_ANSWER" });
  await chat.send("Hello");
  const [failed] = store.state.outgoing;
  assert.equal(failed?.code, "NO_ANSWER");
  answers.push({ success: true, message: message("1", "me") });
  await chat.retry(failed?.key ?? "");
  await chat.retry(failed?.key ?? "");
  answers.push({ success: true, message: message("2", "me") });
  await chat.send("Hello");
  const keys = sent.map(({ fields }) => fields.key);
  assert.deepEqual([keys.length, keys[0] === keys[1], keys[0] === keys[2]], [3, true, false]);
  assert.equal(store.state.messages.length, 2);
});

test("typing is sent at most every two seconds, and ended when the field is empty", () => {
  const { sent, chat, clock } = newChat();
  for (const ms of [0, 500, 1900, 2100]) {
    clock.ms = ms;
    chat.gotInput(true);
  }
  chat.gotInput(false);
  chat.gotInput(false);
  assert.deepEqual(
    sent.map(({ name }) => name),
    ["typing-start", "typing-start", "typing-stop"],
  );
});

test("older messages are requested before the first one, one request at a time, while there are more", async () => {
  const messages = Array.from({ length: 50 }, (_, index) => message(String(index + 51)));
  const { answers, sent, chat, store } = newChat({ messages });
  answers.push({ success: true, messages: [message("50")], more: false });
  await Promise.all([chat.loadOlder(), chat.loadOlder()]);
  await chat.loadOlder();
  assert.deepEqual(sent, [{ name: "get-messages", fields: { before: "51", limit: 50 } }]);
  assert.equal(store.state.messages[0]?.id, "50");
});

test("a failed request for older messages can be repeated", async () => {
  const messages = Array.from({ length: 50 }, (_, index) => message(String(index + 51)));
  const { answers, sent, chat } = newChat({ messages });
  answers.push({ success: false, code: "OFFLINE" });
  await chat.loadOlder();
  await chat.loadOlder();
  assert.equal(sent.length, 2);
});
