import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf } from "../../static/js/ui/controls/shortcuts.js";
import { isCloseKey, isSendKey, letterOf } from "../../static/js/ui/dom/key-presses.js";

/** @param {Partial<KeyboardEvent> & {modifier?: string}} fields */
function pressed({ modifier, ...fields }) {
  return {
    key: "",
    code: "",
    keyCode: 0,
    isComposing: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    getModifierState: (/** @type {string} */ name) => name === modifier,
    ...fields,
  };
}

test("Enter sends, and Shift+Enter starts a new line", () => {
  assert.ok(isSendKey(pressed({ key: "Enter", keyCode: 13 })));
  assert.ok(!isSendKey(pressed({ key: "Enter", keyCode: 13, shiftKey: true })));
  assert.ok(!isSendKey(pressed({ key: "a", keyCode: 65 })));
});

test("Enter and Escape are ignored while an input method composes, in the event order of any browser", () => {
  const composing = [
    { isComposing: true, keyCode: 229 },
    { isComposing: true, keyCode: 13 },
    { isComposing: false, keyCode: 229 }, // Safari: the composition ended just before this key
  ];
  for (const fields of composing) {
    assert.ok(!isSendKey(pressed({ key: "Enter", ...fields })));
    assert.ok(!isCloseKey(pressed({ key: "Escape", ...fields })));
    assert.equal(commandOf(pressed({ key: "m", code: "KeyM", ...fields })), undefined);
  }
  assert.ok(isCloseKey(pressed({ key: "Escape", keyCode: 27 })));
});

test("a shortcut is the letter on the key, wherever the layout has the key", () => {
  for (const [layout, key, code] of [
    ["QWERTY", "m", "KeyM"],
    ["AZERTY", "m", "Semicolon"],
    ["Dvorak", "m", "KeyM"],
    ["Dvorak", "s", "Semicolon"],
    ["caps lock", "M", "KeyM"],
    ["full width", "ｍ", "KeyM"],
  ]) {
    const event = pressed({ key: `${key}`, code: `${code}` });
    assert.equal(letterOf(event), `${key}`.normalize("NFKC").toLowerCase(), layout);
  }
});

test("a letter of another script counts as the Latin letter at its position", () => {
  for (const [layout, key] of [
    ["Russian", "ь"],
    ["Russian, caps lock", "Ь"],
    ["Greek", "μ"],
    ["Hebrew", "צ"],
    ["Arabic", "ة"],
    ["Thai", "ท"],
    ["Hindi", "स"],
    ["Korean", "ㅡ"],
    ["Georgian", "მ"],
    ["a mark that combines", "\u0e49"],
  ]) {
    assert.equal(commandOf(pressed({ key: `${key}`, code: "KeyM" })), "microphone", layout);
  }
});

test("other keys, and letters that only some Latin layouts have, run no command", () => {
  for (const [key, code] of [
    [",", "KeyM"], // AZERTY
    ["w", "KeyV"],
    ["é", "KeyV"],
    ["Dead", "KeyM"],
    ["Process", "KeyM"],
    ["Unidentified", "KeyM"],
    ["F5", "F5"],
    ["5", "Digit5"],
    ["ь", "Backquote"],
  ]) {
    assert.equal(
      commandOf(pressed({ key: `${key}`, code: `${code}` })),
      undefined,
      `${key} ${code}`,
    );
  }
});

test("the question mark opens the list, on whatever key it is", () => {
  for (const [layout, code, modifier] of [
    ["QWERTY", "Slash", "shiftKey"],
    ["AZERTY", "KeyM", "shiftKey"],
    ["a key of its own", "Slash", "none"],
  ]) {
    const event = pressed({ key: "?", code: `${code}`, [`${modifier}`]: true });
    assert.equal(commandOf(event), "shortcuts", layout);
  }
  assert.equal(commandOf(pressed({ key: "?", code: "Slash", ctrlKey: true })), undefined);
  assert.equal(commandOf(pressed({ key: "?", code: "Slash", isComposing: true })), undefined);
});

test("a letter with a modifier key runs no command", () => {
  for (const modifier of ["altKey", "ctrlKey", "metaKey", "shiftKey"]) {
    const event = pressed({ key: "m", code: "KeyM", [modifier]: true });
    assert.equal(commandOf(event), undefined, modifier);
  }
  assert.equal(commandOf(pressed({ key: "m", code: "KeyM", modifier: "AltGraph" })), undefined);
});
