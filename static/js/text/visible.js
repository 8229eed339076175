/**
 * Check whether a text contains a visible character. The server refuses names and messages without
 * one.
 *
 * The rule is the same as in `is_visible` in `accounts/text_cleaning.py`: a letter, number, punctuation
 * mark or symbol that is neither ignorable nor displayed as blank space.
 */

const BLANK = "\\u2800\\u{1D159}\\u{13441}\\u{13442}\\uFFFC";
const VISIBLE = new RegExp(
  `(?![\\p{Default_Ignorable_Code_Point}${BLANK}])[\\p{L}\\p{N}\\p{P}\\p{S}\\u0600-\\u0605\\u06DD]`,
  "u",
);

/** @param {string} text */
export function isVisible(text) {
  return VISIBLE.test(text);
}
