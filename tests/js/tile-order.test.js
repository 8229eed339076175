import assert from "node:assert/strict";
import { test } from "node:test";
import { activeIds } from "../../static/js/ui/stage/active-people.js";
import { TileOrder } from "../../static/js/ui/stage/tile-order.js";
import { pagesOf } from "../../static/js/ui/stage/tile-pages.js";
import { meeting, participant, play } from "./example-call.js";

/** Return a function that updates an order with room for `capacity` tiles. */
function newOrder(capacity = 3) {
  const order = new TileOrder();
  /** @param {string} ids @param {string} active @param {string} staged */
  return (ids, active = "", mayMove = true, staged = "") => {
    const lists = { ids: [...ids], active: [...active], staged: [...staged] };
    return order.update({ ...lists, capacity, mayMove }).join("");
  };
}

test("while all tiles fit, nothing moves", () => {
  const update = newOrder(5);
  assert.equal(update("abcd"), "abcd");
  assert.equal(update("abcd", "d"), "abcd");
  assert.equal(update("abcde", "ecb"), "abcde");
  assert.equal(update("acde", "e"), "acde");
});

test("a person out of sight who speaks takes one place, and all others stay", () => {
  const update = newOrder();
  update("abcde");
  assert.equal(update("abcde", "e"), "abedc");
  assert.equal(update("abcde"), "abedc");
});

test("a person in sight who speaks stays in place", () => {
  const update = newOrder();
  update("abcde");
  assert.equal(update("abcde", "c"), "abcde");
});

test("the person who was silent for the longest time makes room", () => {
  const update = newOrder();
  update("abcde", "c");
  update("abcde", "a");
  assert.equal(update("abcde", "d"), "adcbe");
  assert.equal(update("abcde", "e"), "adebc");
});

test("a person who speaks makes room for nobody", () => {
  const update = newOrder(2);
  update("abcd");
  assert.equal(update("abcd", "abcd"), "abcd");
  assert.equal(update("abcd", "acd"), "acbd");
});

test("a person out of sight fills a gap", () => {
  const update = newOrder();
  update("abcde");
  assert.equal(update("acde"), "adce");
  assert.equal(update("adc"), "adc");
  assert.equal(update("dc"), "dc");
});

test("a person who was on the stage returns to the former place", () => {
  const update = newOrder();
  update("abcde");
  assert.equal(update("abcde", "b", true, "b"), "acde");
  assert.equal(update("abcde", "e", true, "b"), "aced");
  assert.equal(update("abcde"), "abced");
});

test("newcomers come last", () => {
  const update = newOrder();
  update("abcd");
  assert.equal(update("xabcd"), "abcdx");
});

test("nothing moves while the person looks at another page", () => {
  const update = newOrder();
  update("abcde");
  assert.equal(update("abcde", "e", false), "abcde");
  assert.equal(update("abcde", "e"), "abedc");
});

test("the own tile is the last one of the first page", () => {
  assert.deepEqual(pagesOf(["a", "b"], ["me"], 3), [["a", "b", "me"]]);
  assert.deepEqual(pagesOf(["a", "b", "c", "d", "e", "f"], ["me"], 3), [
    ["a", "b", "me"],
    ["c", "d", "e"],
    ["f"],
  ]);
  assert.deepEqual(pagesOf([], ["me"], 1), [["me"]]);
  assert.deepEqual(pagesOf(["a"], ["me"], 1), [["me"], ["a"]]);
  assert.deepEqual(pagesOf(["a", "b"], [], 1), [["a"], ["b"]]);
  assert.deepEqual(pagesOf([], [], 3), [[]]);
});

test("speakers matter more than hands, and the first hand more than the others", () => {
  const { people } = play(
    meeting({ participants: ["ann", "bo", "cy", "di"].map(participant) }),
    ["user-hand-raised", { socketId: "cy", displayName: "Cy" }],
    ["user-hand-raised", { socketId: "ann", displayName: "Ann" }],
  );
  assert.deepEqual(activeIds(people, ["seat of di", "seat of nobody"], null), [
    "seat of ann",
    "seat of cy",
    "seat of di",
  ]);
  assert.deepEqual(activeIds(people, ["seat of ann"], null), ["seat of cy", "seat of ann"]);
});
