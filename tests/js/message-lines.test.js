import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "../../static/js/ui/chat/message-lines.js";
import { message } from "./example-call.js";

/** @param {string} id @param {Date} date @param {string} senderId */
function said(id, date, senderId = "ann") {
  return { ...message(id, senderId), timestamp: date.toISOString(), isOwn: false };
}

/** @param {number} day @param {number} hour @param {number} minute */
function at(day, hour, minute) {
  return new Date(2026, 10, day, hour, minute);
}

test("each day starts with a line for the day, in the reader's time zone", () => {
  const lines = linesOf([said("1", at(19, 23, 59)), said("2", at(20, 0, 1))], []);
  assert.deepEqual(
    lines.map(({ kind }) => kind),
    ["day", "message", "day", "message"],
  );
});

test("messages of one person within five minutes are one block", () => {
  const lines = linesOf(
    [
      said("1", at(20, 10, 0)),
      said("2", at(20, 10, 4)),
      said("3", at(20, 10, 5), "bo"),
      said("4", at(20, 10, 20), "bo"),
    ],
    [],
  );
  assert.deepEqual(
    lines.flatMap((line) => (line.kind === "message" ? [line.isContinued] : [])),
    [false, true, false, false],
  );
});

test("a divider is before the first new message, which begins a block", () => {
  const messages = [said("1", at(20, 10, 0)), said("2", at(20, 10, 1)), said("3", at(20, 10, 2))];
  const lines = linesOf(messages, [], "2");
  assert.deepEqual(
    lines.map((line) => (line.kind === "message" ? line.isContinued : line.kind)),
    ["day", false, "divider", false, true],
  );
});

test("outgoing messages come last, and each line has its own key", () => {
  const lines = linesOf(
    [said("1", at(20, 10, 0))],
    [{ key: "1", content: "Hi", hasFailed: false }],
  );
  assert.equal(lines.at(-1)?.kind, "outgoing");
  assert.equal(new Set(lines.map(({ key }) => key)).size, lines.length);
});
