import assert from "node:assert/strict";
import { test } from "node:test";
import { localeOf } from "../../static/js/text/locale.js";

test("dates are those of the reader's country if the page is in the reader's language", () => {
  assert.equal(localeOf("en", ["en-GB", "en", "de"]), "en-GB");
  assert.equal(localeOf("de", ["en-GB", "de-AT", "de"]), "de-AT");
});

test("dates are those of the page's language if the reader has another language", () => {
  assert.equal(localeOf("de", ["en-GB", "fr"]), "de");
  assert.equal(localeOf("en", []), "en");
});
