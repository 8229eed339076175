/**
 * `<meet-stage>`: the tiles of all people, as large as the window allows.
 *
 * A tile is kept while its person stays, and its element never moves; its position is written into
 * its style. A shared screen is displayed in its person's tile. This tile and those of pinned people
 * are enlarged. The other tiles form a strip beside them. Tiles that do not fit are on further
 * pages, where they are heard but not seen.
 */

import { stagedPeople } from "../../call/state/selectors.js";
import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { text } from "../text/text.js";
import { activeIds, idsOf } from "./active-people.js";
import { capacityOf, grid, stageAndStrip } from "./tile-layout.js";
import { TileOrder } from "./tile-order.js";
import { pagesOf } from "./tile-pages.js";
import { Tile } from "./tile.js";

/** @import {Person, State} from "../../call/state/model.js" */
/** @import {Rect} from "./tile-layout.js" */

/**
 * @typedef {object} Watched
 * @property {Person[]} people
 * @property {string[]} pinned
 * @property {string[]} speakers
 */

const GAP = 8;

export class Stage extends MeetElement {
  /** @type {KeyedList<Person, Tile> | undefined} */
  #tiles;
  #order = new TileOrder();
  #resizing = new ResizeObserver(() => this.#arrange());
  /** @type {Watched} */
  #shown = { people: [], pinned: [], speakers: [] };
  /** @type {string[]} ids of the people on the stage */
  #staged = [];
  /** Number of the page in sight, from 0. */
  #page = 0;

  /** @override */
  start() {
    const parent = this.find(".stage__tiles");
    this.#tiles ??= new KeyedList(parent, {
      key: (person) => person.participantId,
      create: (person) => newTile(person.participantId),
    });
    this.#resizing.observe(parent);
    this.listen(this.find("[data-previous]"), "click", () => this.#turn(-1));
    this.listen(this.find("[data-next]"), "click", () => this.#turn(1));
  }

  /** @override */
  stop() {
    this.#resizing.disconnect();
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const { people, pinned, speakers } = state;
    return { people, pinned, speakers };
  }

  /** @override @param {Watched} watched */
  render(watched) {
    this.#shown = watched;
    this.#staged = idsOf(stagedPeople(this.call.store.state));
    // This client's own tile comes last, because the other people matter more.
    this.#tiles?.show([...watched.people].sort((a, b) => Number(a.isSelf) - Number(b.isSelf)));
    this.#arrange();
  }

  /** @param {number} pages */
  #turn(pages) {
    this.#page += pages;
    this.#arrange();
  }

  #arrange() {
    const { clientWidth: width, clientHeight: height } = this.find(".stage__tiles");
    const space = { x: 0, y: 0, width, height };
    const staged = this.#staged;
    const pages = this.#pages(staged, capacityOf(space, GAP, staged.length > 0));
    this.#page = Math.min(Math.max(0, this.#page), pages.length - 1);
    const inSight = pages[this.#page] ?? [];
    const layout =
      staged.length > 0
        ? stageAndStrip(staged.length, inSight.length, space, GAP)
        : { stage: [], strip: grid(inSight.length, space, GAP) };
    const ids = [...staged, ...inSight];
    const rects = [...layout.stage, ...layout.strip];
    this.#place(new Map(ids.map((id, index) => [id, rects[index]])), staged);
    this.#showPages(pages.length);
  }

  /** @param {string[]} staged @param {number} capacity @returns {string[][]} ids by page */
  #pages(staged, capacity) {
    const { people, speakers } = this.#shown;
    const others = people.filter(({ isSelf }) => !isSelf);
    const own = idsOf(people.filter(({ isSelf }) => isSelf)).filter((id) => !staged.includes(id));
    const order = this.#order.update({
      ids: idsOf(others),
      staged,
      active: activeIds(others, speakers),
      capacity: capacity - own.length,
      mayMove: this.#page === 0,
    });
    return pagesOf(order, own, capacity);
  }

  /** @param {Map<string | undefined, Rect | undefined>} rects @param {string[]} staged */
  #place(rects, staged) {
    for (const tile of this.querySelectorAll("meet-tile")) {
      if (!(tile instanceof Tile)) continue;
      const { participantId = "" } = tile.dataset;
      const rect = rects.get(participantId);
      tile.hidden = !rect;
      if (rect) place(tile, rect);
      tile.toggleAttribute("data-staged", staged.includes(participantId));
    }
  }

  /** @param {number} count */
  #showPages(count) {
    this.find(".stage__pages").hidden = count < 2;
    this.find(".stage__page").textContent = count < 2 ? "" : text.pageOf(this.#page + 1, count);
    this.find("[data-previous]").ariaDisabled = String(this.#page === 0);
    this.find("[data-next]").ariaDisabled = String(this.#page === count - 1);
  }
}

/** @param {string} participantId */
function newTile(participantId) {
  const tile = new Tile();
  tile.dataset.participantId = participantId;
  return tile;
}

/** @param {Tile} tile @param {Rect} rect */
function place(tile, { x, y, width, height }) {
  tile.style.setProperty("--x", `${x}px`);
  tile.style.setProperty("--y", `${y}px`);
  tile.style.setProperty("--width", `${width}px`);
  tile.style.setProperty("--height", `${height}px`);
}
