/** The letters that stand for somebody without a picture. */

/** @param {string} displayName @returns {string} one or two, as a reader counts them */
export function initials(displayName) {
  const words = displayName.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? "")).join("");
}

/** @param {string} word */
function firstLetter(word) {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment.toLocaleUpperCase() ?? "";
}
