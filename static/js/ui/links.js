/**
 * Which parts of a message are links. Only web addresses are; nothing else in a message means
 * anything, and what comes out is text and addresses, never markup.
 */

/** @typedef {{text: string, href?: string}} Part */

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Belongs to the sentence around an address more often than to the address. */
const TRAILING = /[.,:;!?'*_~…]$/u;
const BRACKETS = /** @type {const} */ ([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** @param {string} content @returns {Part[]} which together are the content, unchanged */
export function splitLinks(content) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const match of content.matchAll(ADDRESS)) {
    const address = withoutSentence(match[0]);
    if (!isAddress(address)) continue;
    if (match.index > end) parts.push({ text: content.slice(end, match.index) });
    parts.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < content.length) parts.push({ text: content.slice(end) });
  return parts;
}

/** @param {string} address */
function withoutSentence(address) {
  let kept = address;
  while (TRAILING.test(kept) || endsWithStrayBracket(kept)) kept = kept.slice(0, -1);
  return kept;
}

/** A closing bracket is part of an address only if the address opened it. @param {string} address */
function endsWithStrayBracket(address) {
  return BRACKETS.some(
    ([open, close]) =>
      address.endsWith(close) && address.split(close).length > address.split(open).length,
  );
}

/** @param {string} address */
function isAddress(address) {
  return URL.canParse(address);
}
