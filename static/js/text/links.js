/**
 * Find the links in a message, by the same rule as `rooms/links.py`.
 *
 * Only web addresses are links. The parts are text and addresses, never markup. Both
 * implementations are tested against `tests/cases/links.json`.
 */

/** @typedef {{text: string, href?: string}} Part */

const SCHEME = /https?:\/\//giu;
/** A character before the scheme that makes it part of a longer word or another scheme. */
const IN_A_WORD = /[A-Za-z0-9_]$/u;
const HOST_NAME = /^[A-Za-z0-9\u0080-\u{10ffff}][A-Za-z0-9._\u0080-\u{10ffff}-]*$/u;
const IPV6 = /^\[[0-9A-Fa-f:.]+\]$/u;
const PORT = /:([0-9]{1,5})$/u;
const MOST_PORT = 65_535;

/**
 * ASCII characters that never belong to an address as people write it, including white space and
 * control characters.
 */
const ASCII_STOPS = /[\0- \x7f<>"`\\]/u;
/**
 * Punctuation that addresses contain: middle dots, Hebrew abbreviation marks, the apostrophe, the
 * joiners of Persian and of emoji.
 */
const INSIDE = new Set("\u00b7\u0387\u05f3\u05f4\u200c\u200d\u2019\u2027\u30fb\uff65");
const STOPS = /[\p{C}\p{Z}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}\u2014\u2015]/u;
const FULL_WIDTH = /[\uff00-\uffef]/u;
const SYMBOL = /[\p{P}\p{S}]/u;
/** @type {ReadonlyMap<string, string>} */
const BRACKETS = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const OPENING = new Set(BRACKETS.values());
/** Characters that, at the end of an address, usually belong to the sentence. */
const TRAILING = /^[.,:;!?'*_~|([{]$/u;
const TRAILING_MARK = /^[\p{P}\p{S}\p{Cf}\ufe0f]$/u;

/**
 * @param {string} content
 * @returns {Part[]} the parts, which concatenate to the unchanged content
 */
export function splitLinks(content) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const { 0: scheme, index } of content.matchAll(SCHEME)) {
    if (index < end || IN_A_WORD.test(content.slice(0, index).slice(-1))) continue;
    const address = addressAt(content, index, scheme);
    if (!address) continue;
    if (index > end) parts.push({ text: content.slice(end, index) });
    parts.push({ text: address, href: address });
    end = index + address.length;
  }
  if (end < content.length) parts.push({ text: content.slice(end) });
  return parts;
}

/**
 * Return the address that starts at an index, "" if there is none.
 * @param {string} content
 * @param {number} index
 * @param {string} scheme
 */
function addressAt(content, index, scheme) {
  const rest = withoutSentence(untilStop(content.slice(index + scheme.length)));
  return hasHost(rest) ? scheme + rest : "";
}

/**
 * Return the characters of an address. It ends at the latest before a closing bracket that the
 * address did not open.
 * @param {string} rest
 */
function untilStop(rest) {
  /** @type {string[]} */
  const opened = [];
  /** @type {string[]} */
  const characters = [];
  for (const character of rest) {
    const opening = BRACKETS.get(character);
    const index = opening === undefined ? -1 : opened.lastIndexOf(opening);
    if (stops(character) || (opening !== undefined && index < 0)) break;
    if (OPENING.has(character)) opened.push(character);
    if (index >= 0) opened.splice(index, 1);
    characters.push(character);
  }
  return characters;
}

/** @param {string} character */
function stops(character) {
  if (isAscii(character)) return ASCII_STOPS.test(character);
  if (INSIDE.has(character)) return false;
  return STOPS.test(character) || (FULL_WIDTH.test(character) && SYMBOL.test(character));
}

/** @param {string[]} characters */
function withoutSentence(characters) {
  let end = characters.length;
  while (end > 0 && trails(characters[end - 1] ?? "")) end -= 1;
  return characters.slice(0, end).join("");
}

/** @param {string} character */
function trails(character) {
  return (isAscii(character) ? TRAILING : TRAILING_MARK).test(character);
}

/**
 * Return whether the address has a host name or an IPv6 address before its path, query and
 * fragment.
 * @param {string} address
 */
function hasHost(address) {
  const [authority = ""] = address.split(/[/?#]/u, 1);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const port = PORT.exec(host);
  if (port && Number(port[1]) > MOST_PORT) return false;
  const name = port ? host.slice(0, port.index) : host;
  return IPV6.test(name) || HOST_NAME.test(name);
}

/** @param {string} character */
function isAscii(character) {
  return character < "\x80";
}
