import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatCommands } from "../../static/js/call/commands/chat.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting, message } from "./example-call.js";

/** @import {Reply} from "../../static/js/call/protocol.js" */

/** @param {Parameters<typeof meeting>[0]} fields */
function newConversation(fields = {}) {
  const store = createStore(meeting(fields), apply);
  const clock = { ms: 0 };
  /** @type {{name: string, fields: any}[]} */
  const asked = [];
  /** @type {Reply[]} the next replies; a success if empty */
  const answers = [];
  const requests = {
    /** @param {string} name @param {object} fields */
    request: async (name, fields = {}) => {
      asked.push({ name, fields });
      return answers.shift() ?? { success: true };
    },
  };
  const chat = new ChatCommands(/** @type {any} */ ({ requests, store, now: () => clock.ms }));
  return { answers, asked, chat, clock, store };
}

test("a message is trimmed and sent; an empty one is not", async () => {
  const { answers, asked, chat, store } = newConversation();
  answers.push({ success: true, message: message("1", "me") });
  await chat.send("  Hello \n");
  await chat.send("   ");
  await chat.send("\u3164\u200b");
  assert.deepEqual(
    asked.map(({ name, fields }) => [name, fields.content]),
    [["chat-message", "Hello"]],
  );
  assert.deepEqual([store.state.outgoing, store.state.messages.length], [[], 1]);
});

test("a failed message is sent again under the same key, and another one under its own", async () => {
  const { answers, asked, chat, store } = newConversation();
  answers.push({ success: false, code: "NO_ANSWER" });
  await chat.send("Hello");
  const [failed] = store.state.outgoing;
  assert.equal(failed?.code, "NO_ANSWER");
  answers.push({ success: true, message: message("1", "me") });
  await chat.retry(failed?.key ?? "");
  await chat.retry(failed?.key ?? "");
  answers.push({ success: true, message: message("2", "me") });
  await chat.send("Hello");
  const keys = asked.map(({ fields }) => fields.key);
  assert.deepEqual([keys.length, keys[0] === keys[1], keys[0] === keys[2]], [3, true, false]);
  assert.equal(store.state.messages.length, 2);
});

test("typing is announced at most every two seconds, and ended when all is deleted", () => {
  const { asked, chat, clock } = newConversation();
  for (const ms of [0, 500, 1900, 2100]) {
    clock.ms = ms;
    chat.gotInput(true);
  }
  chat.gotInput(false);
  chat.gotInput(false);
  assert.deepEqual(
    asked.map(({ name }) => name),
    ["typing-start", "typing-start", "typing-stop"],
  );
});

test("older messages are asked for before the first one, once at a time, while there are any", async () => {
  const messages = Array.from({ length: 50 }, (_, index) => message(String(index + 51)));
  const { answers, asked, chat, store } = newConversation({ messages });
  answers.push({ success: true, messages: [message("50")], more: false });
  await Promise.all([chat.loadOlder(), chat.loadOlder()]);
  await chat.loadOlder();
  assert.deepEqual(asked, [{ name: "get-messages", fields: { before: "51", limit: 50 } }]);
  assert.equal(store.state.messages[0]?.id, "50");
});

test("older messages that could not be had can be asked for again", async () => {
  const messages = Array.from({ length: 50 }, (_, index) => message(String(index + 51)));
  const { answers, asked, chat } = newConversation({ messages });
  answers.push({ success: false, code: "OFFLINE" });
  await chat.loadOlder();
  await chat.loadOlder();
  assert.equal(asked.length, 2);
});
