import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { splitLinks } from "../../static/js/text/links.js";

/** @type {{content: string, links: string[]}[]} cases that also test rooms/links.py */
const CASES = JSON.parse(readFileSync(new URL("../cases/links.json", import.meta.url), "utf8"));

for (const { content, links } of CASES) {
  test(`${JSON.stringify(content)} holds ${JSON.stringify(links)}`, () => {
    const parts = splitLinks(content);
    assert.deepEqual(
      parts.flatMap(({ href }) => (href ? [href] : [])),
      links,
    );
    assert.equal(parts.map(({ text }) => text).join(""), content, "nothing is lost");
    for (const { text, href } of parts) assert.ok(href === undefined || href === text);
  });
}

test("an address in a sentence becomes a separate part", () => {
  assert.deepEqual(splitLinks("See https://example.org/a, please."), [
    { text: "See " },
    { text: "https://example.org/a", href: "https://example.org/a" },
    { text: ", please." },
  ]);
});

test("long text that only looks like an address is fast", () => {
  for (const run of [")", "(", ".", "http://", "https://a", "‘", "👍"]) {
    assert.ok(splitLinks(`https://example.org/${run.repeat(2000)}`).length > 0);
  }
});
