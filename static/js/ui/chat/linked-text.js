/** Convert plain text to nodes: web addresses become links, nothing else is interpreted. */

import { splitLinks } from "../../text/links.js";

/** @param {string} words @returns {Node[]} */
export function linkedText(words) {
  return splitLinks(words).map(nodeOf);
}

/** @param {{text: string, href?: string}} part */
function nodeOf({ text: words, href }) {
  if (!href) return document.createTextNode(words);
  const link = document.createElement("a");
  link.href = href;
  // In a right-to-left paragraph, the parts of an address would be reordered.
  link.dir = "ltr";
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  link.textContent = words;
  return link;
}
