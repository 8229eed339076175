/**
 * `<meet-stage>`: the tiles of all people, as large as the window allows.
 *
 * A tile is kept while its person stays; its position is written into its style. A shared screen is
 * displayed in its person's tile, which is enlarged. The other tiles form a strip beside it.
 */

import { stagedPerson } from "../../call/state/selectors.js";
import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { grid, stageAndStrip } from "./tile-layout.js";
import { Tile } from "./tile.js";

/** @import {Person, State} from "../../call/state/model.js" */
/** @import {Rect} from "./tile-layout.js" */

const GAP = 8;

export class Stage extends MeetElement {
  /** @type {KeyedList<Person, Tile>} */
  #tiles = new KeyedList(this, {
    key: (person) => person.participantId,
    create: (person) => newTile(person.participantId),
  });
  #resizing = new ResizeObserver(() => this.#arrange());
  /** @type {Person[]} */
  #people = [];
  /** @type {Person | undefined} */
  #staged;

  /** @override */
  start() {
    this.#resizing.observe(this);
  }

  /** @override */
  stop() {
    this.#resizing.disconnect();
  }

  /** @override @param {State} state */
  watch(state) {
    return { people: state.people, staged: stagedPerson(state) };
  }

  /** @override @param {{people: Person[], staged: Person | undefined}} watched */
  render({ people, staged }) {
    // This client's own tile comes last, because the other people matter more.
    this.#people = [...people].sort((a, b) => Number(a.isSelf) - Number(b.isSelf));
    this.#staged = staged;
    this.#tiles.show(this.#people);
    this.#arrange();
  }

  #arrange() {
    const space = { x: 0, y: 0, width: this.clientWidth, height: this.clientHeight };
    const onStage = this.#staged ? this.#people.indexOf(this.#staged) : -1;
    let rects = grid(this.#people.length, space, GAP);
    if (onStage >= 0) {
      const { stage, strip } = stageAndStrip(this.#people.length - 1, space, GAP);
      rects = [...strip.slice(0, onStage), stage, ...strip.slice(onStage)];
    }
    for (const [index, tile] of [...this.children].entries()) {
      const rect = rects[index];
      if (tile instanceof Tile && rect) place(tile, rect, index === onStage);
    }
  }
}

/** @param {string} participantId */
function newTile(participantId) {
  const tile = new Tile();
  tile.dataset.participantId = participantId;
  return tile;
}

/** @param {Tile} tile @param {Rect} rect @param {boolean} isStaged */
function place(tile, { x, y, width, height }, isStaged) {
  tile.style.setProperty("--x", `${x}px`);
  tile.style.setProperty("--y", `${y}px`);
  tile.style.setProperty("--width", `${width}px`);
  tile.style.setProperty("--height", `${height}px`);
  tile.toggleAttribute("data-staged", isStaged);
}
