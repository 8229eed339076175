/**
 * Update an element to match another one, keeping every node that both contain.
 *
 * Elements with an id are matched by id, all other nodes by type and order.
 */

import { reorderChildren } from "./reorder-children.js";

/** @param {Element} shown @param {Element} wanted */
export function morph(shown, wanted) {
  morphAttributes(shown, wanted);
  const found = matcher(shown);
  const children = [...wanted.childNodes].map((child) => {
    const kept = found(child);
    if (!kept) return shown.ownerDocument.importNode(child, true);
    if (kept instanceof Element && child instanceof Element) morph(kept, child);
    else if (kept.nodeValue !== child.nodeValue) kept.nodeValue = child.nodeValue;
    return kept;
  });
  reorderChildren(shown, children);
}

/** @param {Element} shown @param {Element} wanted */
function morphAttributes(shown, wanted) {
  for (const name of shown.getAttributeNames()) {
    if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}

/**
 * Return a function that finds the existing node to reuse for a wanted node. It returns each
 * existing node only once.
 * @param {Element} shown
 */
function matcher(shown) {
  const unused = new Set(shown.childNodes);
  return (/** @type {Node} */ wanted) => {
    const match = [...unused].find((node) => isSame(node, wanted));
    if (match) unused.delete(match);
    return match;
  };
}

/** @param {Node} one @param {Node} other */
function isSame(one, other) {
  return one.nodeName === other.nodeName && idOf(one) === idOf(other);
}

/** @param {Node} node */
function idOf(node) {
  return node instanceof Element ? node.id : "";
}
