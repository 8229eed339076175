import assert from "node:assert/strict";
import { test } from "node:test";
import { isolate, isolateIfNeeded, partsOf, plain } from "../../static/js/ui/dom/bidi-text.js";

test("a sentence is split into its own text and other people's text", () => {
  assert.deepEqual(partsOf(`${isolate("דנה!")} is now called ${isolate("Dana")}`), [
    { words: "דנה!", isOthers: true },
    { words: " is now called ", isOthers: false },
    { words: "Dana", isOthers: true },
  ]);
  assert.deepEqual(partsOf("The room is locked"), [
    { words: "The room is locked", isOthers: false },
  ]);
  assert.deepEqual(partsOf(""), []);
});

test("isolating characters in another person's text can't end the isolation", () => {
  assert.deepEqual(partsOf(`${isolate("a\u2069b\u2068c")} joined`), [
    { words: "abc", isOthers: true },
    { words: " joined", isOthers: false },
  ]);
});

test("text for screen readers contains no isolating characters", () => {
  assert.equal(plain(`${isolate("Ann")} joined`), "Ann joined");
});

test("a title has isolating characters only around right-to-left text", () => {
  for (const name of ["Weekly planning", "Größe 5?", "会議", "🎉"]) {
    assert.equal(isolateIfNeeded(name), name);
  }
  for (const name of ["שלום?", "اجتماع", "Team א", "𞤀𞤣"]) {
    assert.equal(isolateIfNeeded(name), `\u2068${name}\u2069`);
  }
});
