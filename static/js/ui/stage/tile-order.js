/**
 * Keep the order of the tiles. While all tiles fit, it does not change.
 *
 * The order knows ids, and how many tiles are in sight at once. If not all are, a person who speaks
 * or raises a hand takes the place of the person in sight who was silent for the longest time. All
 * other tiles keep their places.
 */

export class TileOrder {
  /** @type {string[]} */
  #order = [];
  /** @type {string[]} ids of the people who were active, the last one most recently */
  #active = [];

  /**
   * @param {object} tiles
   * @param {string[]} tiles.ids of all people, new ones in the order of their arrival
   * @param {string[]} tiles.staged ids of the people on the stage; their places are kept
   * @param {string[]} tiles.active ids of people to bring into sight, the most important last
   * @param {number} tiles.capacity number of tiles in sight, without those on the stage
   * @param {boolean} tiles.mayMove false while the person looks at another page
   * @returns {string[]} the ids that are not on the stage, in order; the first ones are in sight
   */
  update({ ids, staged, active, capacity, mayMove }) {
    this.#order = withoutGaps(this.#order, ids, endOfSight(this.#order, staged, capacity));
    const silent = this.#active.filter((id) => ids.includes(id) && !active.includes(id));
    this.#active = [...silent, ...active];
    const end = endOfSight(this.#order, staged, capacity);
    const staying = [...active, ...staged];
    if (mayMove) for (const id of active) this.#bringIntoSight(id, staying, end);
    return this.#order.filter((id) => !staged.includes(id));
  }

  /** @param {string} id @param {string[]} staying @param {number} end */
  #bringIntoSight(id, staying, end) {
    const from = this.#order.indexOf(id);
    if (from < end) return;
    const silent = this.#order.slice(0, end).filter((one) => !staying.includes(one));
    const [replaced] = silent
      .reverse()
      .sort((one, other) => this.#active.indexOf(one) - this.#active.indexOf(other));
    if (replaced === undefined) return;
    const to = this.#order.indexOf(replaced);
    this.#order = this.#order.map((one, index) => ({ [from]: replaced, [to]: id })[index] ?? one);
  }
}

/**
 * Return the position in the order after the last tile in sight.
 * @param {string[]} order
 * @param {string[]} staged
 * @param {number} capacity
 */
function endOfSight(order, staged, capacity) {
  const last = order.filter((id) => !staged.includes(id))[capacity - 1];
  return last === undefined ? order.length : order.indexOf(last) + 1;
}

/**
 * Remove the people who left, and add new ones at the end. A person out of sight fills a gap, so
 * that the others in sight stay where they are.
 * @param {string[]} order
 * @param {string[]} ids
 * @param {number} end
 */
function withoutGaps(order, ids, end) {
  const rest = order.slice(end).filter((id) => ids.includes(id));
  const spare = [...rest, ...ids.filter((id) => !order.includes(id))];
  const inSight = order.slice(0, end).flatMap((id) => {
    if (ids.includes(id)) return [id];
    return spare.splice(0, 1);
  });
  return [...inSight, ...spare];
}
