/** Names and things in a row, as this page's language writes them. */

import { isolate } from "./isolation.js";

const MOST_NAMES = 6;

const list = new Intl.ListFormat(document.documentElement.lang || undefined, {
  type: "conjunction",
});

/** @param {string[]} words */
export function enumerate(words) {
  return list.format(words);
}

/** The first few names, and how many more. @param {string[]} names @param {number} more */
export function some(names, more = 0) {
  const shown = names.slice(0, MOST_NAMES).map(isolate);
  const others = names.length - shown.length + more;
  return enumerate(others > 0 ? [...shown, `${others} more`] : shown);
}
