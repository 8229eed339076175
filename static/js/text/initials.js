/** The initials shown for a person without video. */

/** Without `Intl.Segmenter`, a letter may lose its combining accents. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : undefined;

/**
 * The first letters of the first and the last word, without brackets and quotes before them.
 *
 * @param {string} displayName
 * @returns {string} one or two letters, counted as grapheme clusters
 */
export function initials(displayName) {
  const all = displayName.trim().split(/\s+/u);
  const named = all.map((word) => word.replace(/^\p{P}+/u, "")).filter(Boolean);
  const words = named.length ? named : all.filter(Boolean).slice(0, 1);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? "")).join("");
}

/** @param {string} word */
function firstLetter(word) {
  return (segmenter ? firstSegment(segmenter, word) : [...word][0])?.toLocaleUpperCase() ?? "";
}

/** @param {Intl.Segmenter} segmenter @param {string} word */
function firstSegment(segmenter, word) {
  const [first] = segmenter.segment(word);
  return first?.segment;
}
