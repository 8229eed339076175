import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyedList } from "../../static/js/ui/dom/keyed-list.js";
import { unmovedChildren } from "../../static/js/ui/dom/reorder-children.js";

/** A fake of the parts of an element that a list needs. It records which children were inserted. */
class FakeParent {
  /** @type {FakeChild[]} */
  childNodes = [];
  /** @type {string[]} */
  inserted = [];
  /** @type {{activeElement: FakeChild | null, getSelection: () => null}} */
  ownerDocument = { activeElement: null, getSelection: () => null };

  get firstChild() {
    return this.childNodes[0] ?? null;
  }
  /** @param {FakeChild} child @param {FakeChild | null} next */
  insertBefore(child, next) {
    child.remove();
    child.parent = this;
    this.childNodes.splice(next ? this.childNodes.indexOf(next) : this.childNodes.length, 0, child);
    this.inserted.push(child.key);
  }
  /** @param {FakeChild} child */
  contains(child) {
    return this.childNodes.includes(child);
  }
}

class FakeChild {
  /** @type {FakeParent | undefined} */
  parent;
  words = "";
  /** @param {string} key */
  constructor(key) {
    this.key = key;
  }
  /** @returns {FakeChild | null} */
  get nextSibling() {
    const siblings = this.parent?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  remove() {
    if (this.parent) this.parent.childNodes = this.parent.childNodes.filter((one) => one !== this);
  }
  /** @param {FakeChild} child */
  contains(child) {
    return child === this;
  }
}

/** @param {{create?: (key: string) => any, update?: (child: any, key: string) => void}} how */
function newList(how = {}) {
  const parent = new FakeParent();
  /** @type {unknown[]} */
  const troubles = [];
  const list = new KeyedList(/** @type {any} */ (parent), {
    key: (/** @type {string} */ key) => key,
    create: (key) => /** @type {any} */ (new FakeChild(key)),
    gotError: (error) => troubles.push(error),
    ...how,
  });
  return {
    parent,
    troubles,
    /** @param {string} keys */
    show(keys) {
      parent.inserted = [];
      list.show([...keys]);
      return parent.inserted.join("");
    },
    get shown() {
      return parent.childNodes.map(({ key }) => key).join("");
    },
  };
}

/** @param {string} wanted @param {string} present @param {string} pinned */
function staying(wanted, present, pinned = "") {
  const places = new Map([...present].map((child, place) => [child, place]));
  return [...unmovedChildren([...wanted], places, [...pinned])].join("");
}

test("only rows in the wrong position are moved", () => {
  for (const [before, after, inserted] of [
    ["abc", "abc", ""],
    ["abc", "abcd", "d"],
    ["abc", "xabc", "x"],
    ["abc", "bc", ""],
    ["abcd", "bcda", "a"],
    ["abcd", "dabc", "d"],
    ["abcdef", "afbcde", "f"],
    ["abc", "cxa", "cx"],
  ]) {
    const list = newList();
    list.show(`${before}`);
    assert.equal(list.show(`${after}`), inserted, `${before} to ${after}`);
    assert.equal(list.shown, after);
  }
});

test("the row with the focus is never moved", () => {
  for (const focused of "abcde") {
    for (const after of ["edcba", "cdeab", "ebcda", "abcde", "dxbcae"]) {
      const list = newList();
      list.show("abcde");
      const child = list.parent.childNodes.find(({ key }) => key === focused);
      list.parent.ownerDocument.activeElement = child ?? null;
      assert.ok(!list.show(after).includes(focused), `${focused} in ${after}`);
      assert.equal(list.shown, after);
    }
  }
});

test("of two rows that can't both stay, the more important one stays", () => {
  assert.equal(staying("ba", "ab", "ab"), "a");
  assert.equal(staying("ba", "ab", "ba"), "b");
  assert.equal(staying("cdab", "abcd", "a"), "ab");
});

test("reversing a long list is fast", () => {
  const present = Array.from({ length: 20_000 }, (_, index) => index);
  const places = new Map(present.map((child) => [child, child]));
  assert.equal(unmovedChildren([...present].reverse(), places).size, 1);
  assert.equal(unmovedChildren(present, places).size, 20_000);
});

test("an item that can't be created is left out, and the others are shown", () => {
  const list = newList({
    create: (key) => {
      if (key === "b") throw new TypeError("Intl.Segmenter is not a constructor");
      return new FakeChild(key);
    },
  });
  list.show("abc");
  assert.equal(list.shown, "ac");
  assert.equal(list.troubles.length, 1);
});

test("an item that can't be updated stays, and the others are updated", () => {
  const list = newList({
    update: (child, key) => {
      if (key === "b") throw new Error("no such time zone");
      child.words = key.toUpperCase();
    },
  });
  list.show("abc");
  assert.deepEqual(
    list.parent.childNodes.map(({ words }) => words),
    ["A", "", "C"],
  );
});
