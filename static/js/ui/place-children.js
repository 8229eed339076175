/**
 * Puts the children of an element in order and moves as few of them as possible.
 *
 * A node that is inserted again loses its focus, its selection, its open menus and, for a video, its
 * picture. So the longest run of children that are in order already stays where it is. The child
 * with the focus and those with an end of the selection stay before all others.
 */

/**
 * Make exactly these nodes the children, in this order.
 * @param {Element} parent
 * @param {Node[]} wanted
 */
export function placeChildren(parent, wanted) {
  const isWanted = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!isWanted.has(child)) child.remove();
  const places = new Map([...parent.childNodes].map((child, place) => [child, place]));
  const staying = stayingAmong(wanted, places, pinnedIn(parent, wanted));
  let next = parent.firstChild;
  for (const child of wanted) {
    if (!staying.has(child)) parent.insertBefore(child, next);
    else next = child.nextSibling;
  }
}

/**
 * Which nodes need not move.
 * @template Child
 * @param {Child[]} wanted in their new order
 * @param {Map<Child, number>} places of those that are there, in their present order
 * @param {Child[]} pinned those that must not move, the most important first
 * @returns {Set<Child>}
 */
export function stayingAmong(wanted, places, pinned = []) {
  let candidates = wanted.flatMap((child, index) => {
    const place = places.get(child);
    return place === undefined ? [] : [{ child, index, place }];
  });
  for (const child of pinned) {
    const one = candidates.find((candidate) => candidate.child === child);
    if (!one) continue;
    candidates = candidates.filter(
      (other) => other === one || other.index < one.index === other.place < one.place,
    );
  }
  return new Set(longestInOrder(candidates).map(({ child }) => child));
}

/**
 * The longest part in which the places grow; by patience sorting, in n log n steps.
 * @template {{place: number}} Candidate
 * @param {Candidate[]} candidates
 * @returns {Candidate[]}
 */
function longestInOrder(candidates) {
  /** @typedef {{candidate: Candidate, before: Link | undefined}} Link */
  /** @type {Link[]} the run of each length that ends lowest */
  const ends = [];
  for (const candidate of candidates) {
    const length = lengthBelow(ends, candidate.place);
    ends[length] = { candidate, before: ends[length - 1] };
  }
  const run = [];
  for (let link = ends[ends.length - 1]; link; link = link.before) run.push(link.candidate);
  return run.reverse();
}

/** How many of the runs end below a place. @param {{candidate: {place: number}}[]} ends @param {number} place */
function lengthBelow(ends, place) {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.candidate.place ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The children that hold the focus or an end of the selection. @param {Element} parent @param {Node[]} children */
function pinnedIn(parent, children) {
  const { activeElement } = parent.ownerDocument;
  const selection = parent.ownerDocument.getSelection();
  const ends = selection?.isCollapsed ? [] : [selection?.anchorNode, selection?.focusNode];
  return [activeElement, ...ends].flatMap((end) => {
    if (!end || !parent.contains(end)) return [];
    return children.find((child) => child.contains(end)) ?? [];
  });
}
