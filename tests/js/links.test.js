import assert from "node:assert/strict";
import { test } from "node:test";
import { splitLinks } from "../../static/js/ui/links.js";

/** @param {string} content */
function addresses(content) {
  return splitLinks(content).flatMap(({ href }) => (href ? [href] : []));
}

test("plain words are one part", () => {
  assert.deepEqual(splitLinks("No links <b>here</b>."), [{ text: "No links <b>here</b>." }]);
  assert.deepEqual(splitLinks(""), []);
});

test("an address in a sentence is a link, the sentence around it is not", () => {
  assert.deepEqual(splitLinks("See https://example.org/a?b=c#d, please."), [
    { text: "See " },
    { text: "https://example.org/a?b=c#d", href: "https://example.org/a?b=c#d" },
    { text: ", please." },
  ]);
});

test("brackets belong to an address only if it opened them", () => {
  assert.deepEqual(addresses("(https://example.org/a)"), ["https://example.org/a"]);
  assert.deepEqual(addresses("https://example.org/a_(b)"), ["https://example.org/a_(b)"]);
  assert.deepEqual(addresses("[https://example.org/a]."), ["https://example.org/a"]);
});

test("several addresses are several links", () => {
  assert.deepEqual(addresses("http://a.example https://b.example\nhttps://c.example/!"), [
    "http://a.example",
    "https://b.example",
    "https://c.example/",
  ]);
});

test("only web addresses are links", () => {
  for (const content of [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "example.org",
    "https://",
    "http://[",
    "xhttps://example.org",
  ]) {
    assert.deepEqual(addresses(content), [], content);
  }
});

test("nothing of a message is lost, whatever it holds", () => {
  for (const content of [
    "a https://example.org/…? b",
    '"https://example.org/"<script>',
    "https://пример.рф/путь, да",
    "))) https://example.org/))) (((",
  ]) {
    assert.equal(
      splitLinks(content)
        .map(({ text }) => text)
        .join(""),
      content,
    );
  }
});

test("a long run of brackets takes no time", () => {
  const content = `https://example.org/${")".repeat(2000)}`;
  assert.deepEqual(addresses(content), ["https://example.org/"]);
});
