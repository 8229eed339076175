import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../static/js/store.js";

test("an error of a listener is reported, and the other listeners are called", () => {
  /** @type {unknown[]} */
  const troubles = [];
  /** @type {number[]} */
  const heard = [];
  const store = createStore(
    0,
    (state, /** @type {number} */ added) => state + added,
    (error) => troubles.push(error),
  );
  store.subscribe(() => {
    throw new Error("can't be shown");
  });
  store.subscribe((state) => heard.push(state));
  store.dispatch(2);
  assert.deepEqual(heard, [0, 2]);
  assert.equal(troubles.length, 2);
});
