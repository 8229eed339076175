/** Format lists of names and words in the language of the page. */

import { isolate } from "../dom/bidi-text.js";

const MOST_NAMES = 6;

const list = new Intl.ListFormat(document.documentElement.lang || undefined, {
  type: "conjunction",
});

/** @param {string[]} words */
export function formatList(words) {
  return list.format(words);
}

/**
 * List the first six names and the number of others.
 * @param {string[]} names
 * @param {number} more
 */
export function listNames(names, more = 0) {
  const shown = names.slice(0, MOST_NAMES).map(isolate);
  const others = names.length - shown.length + more;
  return formatList(others > 0 ? [...shown, `${others} more`] : shown);
}
