/**
 * Others' text inside our sentences, so that neither turns the other around.
 *
 * Sentences are put together as strings in which a name or message stands between the isolating
 * characters of Unicode (https://www.unicode.org/reports/tr9/). On the page they become `<bdi>`
 * elements; what is only read out needs neither.
 */

const OPEN = "\u2068";
const CLOSE = "\u2069";
const MARKS = /[\u2068\u2069]/gu;
const ISOLATED = /(\u2068[^\u2069]*\u2069)/u;
/** Letters that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** @param {string} words of somebody else */
export function isolate(words) {
  return `${OPEN}${plain(words)}${CLOSE}`;
}

/** For a title or the like: isolated only where it makes a difference. @param {string} words */
export function isolateIfNeeded(words) {
  return RIGHT_TO_LEFT.test(words) ? isolate(words) : plain(words);
}

/** The sentence for who hears it. @param {string} sentence */
export function plain(sentence) {
  return sentence.replace(MARKS, "");
}

/** The parts of a sentence, in order. @param {string} sentence @returns {{words: string, isOthers: boolean}[]} */
export function partsOf(sentence) {
  return sentence
    .split(ISOLATED)
    .filter((part) => part !== "")
    .map((part) => ({ words: plain(part), isOthers: part.startsWith(OPEN) }));
}

/** Show a sentence; words that are shown already are left alone. @param {Element} place @param {string} sentence */
export function showWords(place, sentence) {
  const parts = partsOf(sentence);
  const isolated = parts.filter(({ isOthers }) => isOthers).length;
  if (place.textContent === plain(sentence) && place.childElementCount === isolated) return;
  place.replaceChildren(
    ...parts.map(({ words, isOthers }) => {
      if (!isOthers) return document.createTextNode(words);
      const element = document.createElement("bdi");
      element.textContent = words;
      return element;
    }),
  );
}
