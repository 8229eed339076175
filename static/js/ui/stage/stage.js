/**
 * `<meet-stage>`: the tiles of all people and shared screens, as large as the window allows.
 *
 * A tile is kept while its person stays or its screen is shared, and its element never moves; its
 * position is written into its style. `stagedTiles` says which ones are enlarged. The other tiles form
 * a strip beside them. Tiles that do not fit are on further pages, where they are heard but not seen.
 * A hidden own tile has no position. An own tile that floats is above the others, on every page.
 */

import { arrangedTiles, stagedTiles, tilesOf } from "../../call/state/tiles.js";
import { DEFAULT_SELF_VIEW, floatingTileId } from "../../call/state/self-view.js";
import { largePerson } from "../../call/state/view.js";
import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { text } from "../text/text.js";
import { activeIds } from "./active-people.js";
import { FloatingSelfView } from "./floating-self-view.js";
import { around } from "./floating-tile.js";
import { ScreenTile } from "./screen-tile.js";
import { capacityOf, grid, stageAndStrip } from "./tile-layout.js";
import { TileOrder } from "./tile-order.js";
import { pagesOf } from "./tile-pages.js";
import { placeTile } from "./tile-place.js";
import { Tile } from "./tile.js";

/** @import {Person, SelfView, State} from "../../call/state/model.js" */
/** @import {StageTile} from "../../call/state/tiles.js" */
/** @import {Rect} from "./tile-layout.js" */

/**
 * @typedef {object} Watched
 * @property {Person[]} people
 * @property {string[]} pinned
 * @property {string[]} speakers
 * @property {string | null} spotlight
 * @property {Person | undefined} large who is large in speaker view
 * @property {boolean} isSelfHidden
 * @property {SelfView} selfView
 */

const GAP = 8;

export class Stage extends MeetElement {
  /** @type {KeyedList<StageTile, Tile | ScreenTile> | undefined} */
  #tiles;
  #order = new TileOrder();
  #resizing = new ResizeObserver(() => this.#arrange());
  /** @type {Pick<Watched, "people" | "speakers" | "spotlight" | "selfView">} */
  #shown = { people: [], speakers: [], spotlight: null, selfView: DEFAULT_SELF_VIEW };
  /** @type {StageTile[]} with this client's own tiles last, because the others matter more */
  #arranged = [];
  /** @type {string[]} ids of the tiles on the stage */
  #staged = [];
  #floating = new FloatingSelfView(GAP);
  /** Number of the page in sight, from 0. */
  #page = 0;

  /** @override */
  start() {
    const parent = this.find(".stage__tiles");
    this.#tiles ??= new KeyedList(parent, {
      key: ({ id }) => id,
      create: newTile,
    });
    this.#resizing.observe(parent);
    this.#floating.listen(this, () => this.#arrange());
    this.listen(this.find("[data-previous]"), "click", () => this.#turn(-1));
    this.listen(this.find("[data-next]"), "click", () => this.#turn(1));
  }

  /** @override */
  stop() {
    this.#resizing.disconnect();
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const { isSelfHidden, people, pinned, selfView, speakers, spotlight } = state;
    const large = largePerson(state);
    return { people, pinned, speakers, spotlight, large, isSelfHidden, selfView };
  }

  /** @override @param {Watched} watched */
  render(watched) {
    this.#shown = watched;
    const { state } = this.call.store;
    this.#staged = idsOf(stagedTiles(state));
    this.#tiles?.show(ownLast(tilesOf(state)));
    const floating = floatingTileId(state);
    this.#arranged = ownLast(arrangedTiles(state)).filter(({ id }) => id !== floating);
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
    const places = new Map(ids.map((id, index) => [id, rects[index]]));
    this.#place(places, staged);
    const area = staged.length > 0 ? around(layout.stage) : space;
    const { corner } = this.#shown.selfView;
    this.#floating.show(this.#elements, places, { corner, area });
    this.#showPages(pages.length);
  }

  /** @param {string[]} staged @param {number} capacity @returns {string[][]} ids by page */
  #pages(staged, capacity) {
    const { people, speakers, spotlight } = this.#shown;
    const others = this.#arranged.filter((tile) => !isOwn(tile));
    const own = idsOf(this.#arranged.filter(isOwn)).filter((id) => !staged.includes(id));
    const order = this.#order.update({
      ids: idsOf(others),
      staged,
      active: activeIds(
        people.filter(({ isSelf }) => !isSelf),
        speakers,
        spotlight,
      ),
      capacity: capacity - own.length,
      mayMove: this.#page === 0,
    });
    return pagesOf(order, own, capacity);
  }

  /** @param {Map<string | undefined, Rect | undefined>} rects @param {string[]} staged */
  #place(rects, staged) {
    const floating = floatingTileId(this.call.store.state);
    for (const tile of this.#elements) {
      const { tileId = "" } = tile.dataset;
      const rect = rects.get(tileId);
      tile.hidden = !rect && tileId !== floating;
      if (rect) placeTile(tile, rect);
      tile.toggleAttribute("data-staged", staged.includes(tileId));
      tile.toggleAttribute("data-floats", tileId === floating);
    }
  }

  get #elements() {
    const tiles = [...this.find(".stage__tiles").children];
    return tiles.filter((tile) => tile instanceof HTMLElement);
  }

  /** @param {number} count */
  #showPages(count) {
    this.find(".stage__pages").hidden = count < 2;
    this.find(".stage__page").textContent = count < 2 ? "" : text.pageOf(this.#page + 1, count);
    this.find("[data-previous]").ariaDisabled = String(this.#page === 0);
    this.find("[data-next]").ariaDisabled = String(this.#page === count - 1);
  }
}

/** @param {StageTile} shown */
function newTile({ id, person, source }) {
  const tile = source === "screen" ? new ScreenTile() : new Tile();
  tile.dataset.tileId = id;
  tile.dataset.participantId = person.participantId;
  return tile;
}

/** @param {StageTile[]} tiles */
function idsOf(tiles) {
  return tiles.map(({ id }) => id);
}

/** @param {StageTile[]} tiles */
function ownLast(tiles) {
  return tiles.sort((a, b) => isOwn(a) - isOwn(b));
}

/** @param {StageTile} tile @returns {number} 1 if the tile is this client's own, else 0 */
function isOwn({ person }) {
  return Number(person.isSelf);
}
