import assert from "node:assert/strict";
import { test } from "node:test";
import { guardHistory } from "../../static/js/ui/dom/history-guard.js";

/** A fake of the browser's history of one page. */
class FakeHistory extends EventTarget {
  /** @type {any[]} */
  entries = [null];
  place = 0;
  get state() {
    return this.entries[this.place];
  }
  /** @param {any} state */
  replaceState(state) {
    this.entries[this.place] = state;
  }
  /** @param {any} state */
  pushState(state) {
    this.entries = [...this.entries.slice(0, this.place + 1), state];
    this.place += 1;
  }
  /** @returns {boolean} whether the browser is still on the page */
  back() {
    if (this.place === 0) return false;
    this.place -= 1;
    this.dispatchEvent(new Event("popstate"));
    return true;
  }
  forward() {
    this.place += 1;
    this.dispatchEvent(new Event("popstate"));
  }
}

function newPage(history = new FakeHistory()) {
  const page = { isInside: false, questions: 0, history };
  const guard = guardHistory({
    isInside: () => page.isInside,
    ask: () => (page.questions += 1),
    history: /** @type {any} */ (history),
    target: history,
  });
  return Object.assign(page, {
    /** @param {boolean} isInside */
    become(isInside) {
      page.isInside = isInside;
      guard.update();
      guard.update();
    },
  });
}

test("Back in a meeting asks each time and stays on the page", () => {
  const page = newPage();
  page.become(true);
  assert.ok(page.history.back());
  assert.ok(page.history.back());
  assert.equal(page.questions, 2);
  assert.deepEqual([page.history.place, page.history.entries.length], [1, 2]);
});

test("Back before and after a meeting does not ask", () => {
  const page = newPage();
  page.become(true);
  page.become(false);
  assert.ok(page.history.back());
  assert.equal(page.history.back(), false);
  assert.equal(page.questions, 0);
});

test("a reload or a rejoin adds no second history entry", () => {
  const page = newPage();
  page.become(true);
  const again = newPage(page.history);
  again.become(true);
  again.become(false);
  again.become(true);
  assert.equal(page.history.entries.length, 2);
});

test("a jump within the page does not count as Back", () => {
  const page = newPage();
  page.become(true);
  page.history.pushState(null);
  page.history.dispatchEvent(new Event("popstate"));
  assert.equal(page.questions, 0);
});

test("a browser that ignores forward() gets a new history entry", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = newPage();
  page.become(true);
  page.history.forward = () => {};
  page.history.back();
  t.mock.timers.tick(300);
  assert.deepEqual([page.history.place, page.history.state], [1, { meet: "inside" }]);
});
