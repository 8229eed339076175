import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { messages } from "../../static/js/text/english.js";
import { gettext, ngettext, pgettext } from "../../static/js/text/gettext.js";
import { isolate } from "../../static/js/ui/dom/bidi-text.js";

/** @param {Record<string, string[]>} catalogue */
function translate(catalogue) {
  Object.assign(messages, catalogue);
}

afterEach(() => {
  for (const message of Object.keys(messages)) delete messages[message];
});

test("a message without a translation is shown in English, with its values", () => {
  assert.equal(gettext("Join"), "Join");
  assert.equal(gettext("Page %(page)s of %(count)s", { page: 2, count: 3 }), "Page 2 of 3");
  assert.equal(ngettext("%(count)s person", "%(count)s people", 1), "1 person");
  assert.equal(ngettext("%(count)s person", "%(count)s people", 0), "0 people");
});

test("a translation may put the values into another order", () => {
  translate({ "%(before)s is now %(now)s": ["%(now)s hieß %(before)s"] });
  const values = { before: isolate("Ann"), now: isolate("Anna") };
  assert.equal(
    gettext("%(before)s is now %(now)s", values),
    `${isolate("Anna")} hieß ${isolate("Ann")}`,
  );
});

test("a name that looks like a value or a pattern is shown as it is", () => {
  translate({ "%(name)s left": ["%(name)s ist gegangen"] });
  assert.equal(gettext("%(name)s left", { name: "%(name)s $& 5%" }), "%(name)s $& 5% ist gegangen");
});

test("the number chooses the form of the language", () => {
  translate({ "%(count)s person": ["%(count)s Person", "%(count)s Personen"] });
  const people = (/** @type {number} */ count) =>
    ngettext("%(count)s person", "%(count)s people", count);
  assert.deepEqual([people(1), people(2)], ["1 Person", "2 Personen"]);
});

test("a message with a context has a translation of its own", () => {
  translate({ Open: ["Öffnen"], "a state\u0004Open": ["Geöffnet"] });
  assert.equal(gettext("Open"), "Öffnen");
  assert.equal(pgettext("a state", "Open"), "Geöffnet");
});
