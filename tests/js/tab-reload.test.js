import assert from "node:assert/strict";
import { test } from "node:test";
import { isReload } from "../../static/js/browser/tab-reload.js";
import { settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";

/** Fake locks of one browser. A lock is held until its page is unloaded. */
class FakeLocks {
  /** @type {Set<string>} */
  held = new Set();
  /**
   * @param {string} name
   * @param {{signal: AbortSignal}} options
   * @param {() => Promise<unknown>} hold
   */
  request(name, { signal }, hold) {
    if (!this.held.has(name)) {
      this.held.add(name);
      return hold();
    }
    return new Promise((_resolve, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason)),
    );
  }
}

/** Create a fake of a tab's sessionStorage. @param {{id?: string}} tab */
function newMemory(tab = {}) {
  const storage = {
    tab,
    /** @param {{id: string}} fields */
    updateTab(fields) {
      storage.tab = { ...storage.tab, ...fields };
    },
  };
  return storage;
}

/**
 * @param {ReturnType<typeof newMemory>} storage
 * @param {string} navigationType
 * @param {FakeLocks | undefined} locks
 */
async function load(storage, navigationType, locks) {
  const timers = new FakeTimers();
  const answer = isReload({
    storage,
    navigationType,
    locks: /** @type {any} */ (locks),
    timers,
  });
  await settled();
  timers.pass(1);
  return answer;
}

test("only a reloaded page rejoins at once", async () => {
  for (const locks of [new FakeLocks(), undefined]) {
    const storage = newMemory();
    assert.equal(await load(storage, "navigate", locks), false);
    locks?.held.clear(); // the page is unloaded
    assert.equal(await load(storage, "reload", locks), true);
    locks?.held.clear();
    for (const navigationType of ["navigate", "back_forward", "prerender", ""]) {
      assert.equal(await load(storage, navigationType, locks), false, navigationType);
      locks?.held.clear();
    }
  }
});

test("a duplicated tab is detected even if the browser reports a reload", async () => {
  const locks = new FakeLocks();
  const original = newMemory();
  await load(original, "navigate", locks);
  const copy = newMemory({ ...original.tab });
  assert.equal(await load(copy, "reload", locks), false);
  assert.notEqual(copy.tab.id, original.tab.id);
  locks.held.delete(`meet.tab.${copy.tab.id}`);
  assert.equal(await load(copy, "reload", locks), true);
});

test("a tab without an id is not a reload", async () => {
  assert.equal(await load(newMemory(), "reload", new FakeLocks()), false);
});
