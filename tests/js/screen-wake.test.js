import assert from "node:assert/strict";
import { test } from "node:test";
import { keepScreenOn } from "../../static/js/ui/dom/screen-wake.js";
import { settled } from "./fake-connection.js";

class FakePage extends EventTarget {
  hidden = false;
  /** @param {boolean} isHidden */
  hide(isHidden) {
    this.hidden = isHidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** @param {{isRefused?: boolean}} [browser] */
function newScreen({ isRefused = false } = {}) {
  const page = new FakePage();
  const screen = { page, isInside: false, requests: 0, locks: 0 };
  const request = async () => {
    screen.requests += 1;
    if (isRefused) throw new DOMException("low battery", "NotAllowedError");
    screen.locks += 1;
    return { release: async () => (screen.locks -= 1) };
  };
  const { update } = keepScreenOn({
    isWanted: () => screen.isInside,
    wakeLock: /** @type {any} */ ({ request }),
    page: /** @type {any} */ (page),
  });
  /** @param {boolean} isInside */
  const enter = async (isInside) => {
    screen.isInside = isInside;
    update();
    await settled();
  };
  return { screen, enter };
}

test("one lock is held during a meeting", async () => {
  const { screen, enter } = newScreen();
  await enter(false);
  assert.equal(screen.locks, 0);
  await enter(true);
  await enter(true);
  assert.equal(screen.locks, 1);
  await enter(false);
  assert.equal(screen.locks, 0);
});

test("a lock that comes after the meeting is released", async () => {
  const { screen, enter } = newScreen();
  const entering = enter(true);
  await enter(false);
  await entering;
  assert.deepEqual([screen.requests, screen.locks], [1, 0]);
});

test("a page that was hidden requests another lock", async () => {
  const { screen, enter } = newScreen();
  await enter(true);
  screen.page.hide(true);
  await settled();
  assert.equal(screen.locks, 0);
  screen.page.hide(false);
  await settled();
  assert.equal(screen.locks, 1);
});

test("a browser that refuses a lock is asked again only when the page was hidden", async () => {
  const { screen, enter } = newScreen({ isRefused: true });
  await enter(true);
  await enter(true);
  assert.equal(screen.requests, 1);
  screen.page.hide(true);
  screen.page.hide(false);
  await settled();
  assert.equal(screen.requests, 2);
});

test("a browser without wake locks causes no error", () => {
  const page = /** @type {any} */ (new FakePage());
  const wakeLock = /** @type {any} */ (null);
  keepScreenOn({ isWanted: () => true, wakeLock, page }).update();
});
