/**
 * Distribute the tiles over pages, without a page of HTML. This client's own tile is on the first
 * page, as its last tile.
 */

/**
 * @param {string[]} others ids in order
 * @param {string[]} own the own id, or nothing
 * @param {number} capacity number of tiles on a page, at least 1
 * @returns {string[][]} at least one page
 */
export function pagesOf(others, own, capacity) {
  const first = Math.max(0, capacity - own.length);
  const pages = [[...others.slice(0, first), ...own]];
  for (let start = first; start < others.length; start += capacity) {
    pages.push(others.slice(start, start + capacity));
  }
  return pages;
}
