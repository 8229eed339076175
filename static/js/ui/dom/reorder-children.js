/**
 * Reorder the children of an element with as few moves as possible.
 *
 * A node that is inserted again loses its focus, selection and open menus, and a video loses its
 * picture. Therefore the longest sequence of children that are already in order is not moved. The
 * children that contain the focus or an end of the selection take precedence: they are not moved.
 */

/**
 * Make exactly these nodes the children, in this order.
 * @param {Element} parent
 * @param {Node[]} wanted
 */
export function reorderChildren(parent, wanted) {
  const isWanted = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!isWanted.has(child)) child.remove();
  const positions = new Map([...parent.childNodes].map((child, position) => [child, position]));
  const staying = unmovedChildren(wanted, positions, pinnedIn(parent, wanted));
  let next = parent.firstChild;
  for (const child of wanted) {
    if (!staying.has(child)) parent.insertBefore(child, next);
    else next = child.nextSibling;
  }
}

/**
 * Return the nodes that need not move.
 * @template Child
 * @param {Child[]} wanted in their new order
 * @param {Map<Child, number>} positions current positions of the existing nodes
 * @param {Child[]} pinned nodes that must not move, the most important first
 * @returns {Set<Child>}
 */
export function unmovedChildren(wanted, positions, pinned = []) {
  let candidates = wanted.flatMap((child, index) => {
    const position = positions.get(child);
    return position === undefined ? [] : [{ child, index, position }];
  });
  for (const child of pinned) {
    const one = candidates.find((candidate) => candidate.child === child);
    if (!one) continue;
    candidates = candidates.filter(
      (other) => other === one || other.index < one.index === other.position < one.position,
    );
  }
  return new Set(longestInOrder(candidates).map(({ child }) => child));
}

/**
 * Return the longest increasing subsequence of the positions, by patience sorting in O(n log n).
 * @template {{position: number}} Candidate
 * @param {Candidate[]} candidates
 * @returns {Candidate[]}
 */
function longestInOrder(candidates) {
  /** @typedef {{candidate: Candidate, before: Link | undefined}} Link */
  /** @type {Link[]} for each length, the sequence with the lowest last position */
  const ends = [];
  for (const candidate of candidates) {
    const length = lengthBelow(ends, candidate.position);
    ends[length] = { candidate, before: ends[length - 1] };
  }
  const run = [];
  for (let link = ends[ends.length - 1]; link; link = link.before) run.push(link.candidate);
  return run.reverse();
}

/**
 * Return how many of the sequences end below a position.
 * @param {{candidate: {position: number}}[]} ends
 * @param {number} position
 */
function lengthBelow(ends, position) {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.candidate.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Return the children that contain the focus or an end of the selection.
 * @param {Element} parent
 * @param {Node[]} children
 */
function pinnedIn(parent, children) {
  const { activeElement } = parent.ownerDocument;
  const selection = parent.ownerDocument.getSelection();
  const ends = selection?.isCollapsed ? [] : [selection?.anchorNode, selection?.focusNode];
  return [activeElement, ...ends].flatMap((end) => {
    if (!end || !parent.contains(end)) return [];
    return children.find((child) => child.contains(end)) ?? [];
  });
}
