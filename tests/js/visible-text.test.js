import assert from "node:assert/strict";
import test from "node:test";

import { isVisible } from "../../static/js/text/visible.js";

test("a text without visible characters is not visible", () => {
  const blank = [
    "",
    " \n\t",
    "\u200b\u2060",
    "\u3164",
    "\uffa0\u115f\u1160",
    "\u2800",
    "\u{1d159}",
  ];
  const loose = ["\u0301", "\u20e3", "\ufe0f", "\u{e0067}\u{e007f}", "\u{e0100}"];
  const unknown = ["\ue000", "\u{f0000}", "\u0378", "\ufffc", "\u202e"];
  for (const text of [...blank, ...loose, ...unknown]) {
    assert.equal(isVisible(text), false, JSON.stringify(text));
  }
});

test("one visible character is enough", () => {
  for (const text of [".", "7", "é", "李", "👍🏽", "🏴", "\u3164x", "\u06dd"]) {
    assert.equal(isVisible(text), true, text);
  }
});
