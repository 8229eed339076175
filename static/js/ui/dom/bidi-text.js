/**
 * Isolate text of other people inside Meet's sentences, so that neither changes the other's text
 * direction.
 *
 * A sentence is a string in which each name or message is enclosed in Unicode isolate characters
 * (https://www.unicode.org/reports/tr9/). On the page, the isolated parts become `<bdi>` elements.
 * Text that is only read aloud needs neither.
 */

const OPEN = "\u2068";
const CLOSE = "\u2069";
const MARKS = /[\u2068\u2069]/gu;
const ISOLATED = /(\u2068[^\u2069]*\u2069)/u;
/** Letters that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** @param {string} words text of another person */
export function isolate(words) {
  return `${OPEN}${plain(words)}${CLOSE}`;
}

/**
 * Isolate text only if it contains right-to-left letters, for example in a title.
 * @param {string} words
 */
export function isolateIfNeeded(words) {
  return RIGHT_TO_LEFT.test(words) ? isolate(words) : plain(words);
}

/** Remove the isolate characters, for text that is read aloud. @param {string} sentence */
export function plain(sentence) {
  return sentence.replace(MARKS, "");
}

/**
 * Split a sentence into its parts, in order.
 * @param {string} sentence
 * @returns {{words: string, isOthers: boolean}[]}
 */
export function partsOf(sentence) {
  return sentence
    .split(ISOLATED)
    .filter((part) => part !== "")
    .map((part) => ({ words: plain(part), isOthers: part.startsWith(OPEN) }));
}

/**
 * Show a sentence. If the element already shows it, nothing changes.
 * @param {Element} target
 * @param {string} sentence
 */
export function showText(target, sentence) {
  const parts = partsOf(sentence);
  const isolated = parts.filter(({ isOthers }) => isOthers).length;
  if (target.textContent === plain(sentence) && target.childElementCount === isolated) return;
  target.replaceChildren(
    ...parts.map(({ words, isOthers }) => {
      if (!isOthers) return document.createTextNode(words);
      const element = document.createElement("bdi");
      element.textContent = words;
      return element;
    }),
  );
}
