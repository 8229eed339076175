import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../../static/js/text/initials.js";

test("initials are the first letters of the first and last word", () => {
  assert.equal(initials("Ann"), "A");
  assert.equal(initials("ann de la cruz"), "AC");
  assert.equal(initials("  Bo   Li "), "BL");
  assert.equal(initials(""), "");
});

test("a letter is a grapheme cluster", () => {
  assert.equal(initials("👩‍🚀 Zoé"), "👩‍🚀Z");
  assert.equal(initials("éa"), "É");
});

test("brackets and quotes before a letter are skipped", () => {
  assert.equal(initials("Ron (2)"), "R2");
  assert.equal(initials("“Ann” (she)"), "AS");
  assert.equal(initials("(-) Bo"), "B");
  assert.equal(initials("?!"), "?");
});
