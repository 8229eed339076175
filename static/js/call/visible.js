/**
 * Whether anything of a text can be seen: the server refuses names and messages that are blank.
 *
 * The rule is that of `is_visible` in `accounts/names.py`: a letter, number, punctuation mark or
 * symbol that is neither ignorable nor displayed as blank space.
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
