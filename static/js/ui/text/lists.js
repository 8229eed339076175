/** Format lists of names and words in the language of the page. */

import { ngettext, pgettext } from "../../text/gettext.js";
import { localeOf } from "../../text/locale.js";
import { isolate } from "../dom/bidi-text.js";

const MOST_NAMES = 6;

/** The locale of dates and lists on this page. */
export const locale = localeOf(document.documentElement.lang, navigator.languages);

const list = new Intl.ListFormat(locale, { type: "conjunction" });

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
  if (others === 0) return formatList(shown);
  return formatList([...shown, ngettext("%(count)s more", "%(count)s more", others)]);
}

/** List a name and what is true of the person, for example "Ann, muted". @param {string[]} words */
export function listStates(words) {
  return words.join(pgettext("between a name and its states, or two states", ", "));
}
