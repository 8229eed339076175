/**
 * Zoom the screen in a tile while the tile is on the stage, by the buttons in `.tile__zoom` and by
 * gestures. The tile has `data-zoomable`. The scale is in `data-zoom`, so that a larger picture is
 * requested.
 */

import { cloneTemplate } from "../dom/element.js";
import { text } from "../text/text.js";
import { listenToZoom, STEP } from "./zoom-gestures.js";
import { FIT, isLargest, isZoomed, moved, zoomed } from "./zoom.js";

/** @import {MeetElement} from "../dom/element.js" */
/** @import {Frame, Point, View} from "./zoom.js" */

const CENTRE = { x: 0, y: 0 };

export class PictureZoom {
  #tile;
  #resizing = new ResizeObserver(() => this.#resize());
  /** @type {View} */
  #view = FIT;
  /** @type {Record<string, () => void>} by command of the button */
  #commands = {
    "zoom-in": () => this.zoom(STEP),
    "zoom-out": () => this.zoom(1 / STEP),
    "zoom-fit": () => this.fit(),
  };

  /** @param {MeetElement} tile */
  constructor(tile) {
    this.#tile = tile;
    if (!tile.querySelector(".tile__zoom")) tile.append(cloneTemplate("zoom"));
    tile.toggleAttribute("data-zoomable", true);
    this.#resizing.observe(tile);
    listenToZoom(tile, tile.find(".tile__zoom"), this);
    this.fit();
  }

  get isActive() {
    return this.#tile.matches("[data-staged][data-zoomable]");
  }

  get isZoomed() {
    return isZoomed(this.#view);
  }

  /** @param {number} factor @param {Point} [at] */
  zoom(factor, at = CENTRE) {
    this.#show(zoomed(this.#view, factor, at, this.#frame));
  }

  /** @param {Point} by */
  move(by) {
    this.#show(moved(this.#view, by, this.#frame));
  }

  /** Show the whole picture. */
  fit() {
    this.#show(FIT);
  }

  /** Allow the zoom, or show the whole picture and don't. @param {boolean} isZoomable */
  allow(isZoomable) {
    this.#tile.toggleAttribute("data-zoomable", isZoomable);
    if (!isZoomable) this.fit();
  }

  /** End the zoom: the tile leaves the page. */
  stop() {
    this.#resizing.disconnect();
  }

  /** Adapt to another size of the tile; a tile that has left the stage shows the whole picture. */
  #resize() {
    if (this.isActive) this.move(CENTRE);
    else this.fit();
  }

  /** @param {string | undefined} command of a button in the tile */
  run(command = "") {
    this.#commands[command]?.();
  }

  /** @returns {Frame} */
  get #frame() {
    const { videoWidth, videoHeight } = this.#tile.find("video", HTMLVideoElement);
    const { clientWidth, clientHeight } = this.#tile;
    return {
      tile: { width: clientWidth, height: clientHeight },
      picture: { width: videoWidth, height: videoHeight },
    };
  }

  /** @param {View} view */
  #show(view) {
    this.#view = view;
    const { style, dataset } = this.#tile;
    style.setProperty("--zoom", String(view.scale));
    style.setProperty("--zoom-x", `${view.x}px`);
    style.setProperty("--zoom-y", `${view.y}px`);
    if (dataset.zoom !== String(view.scale)) dataset.zoom = String(view.scale);
    this.#tile.toggleAttribute("data-zoomed", this.isZoomed);
    this.#tile.find(".tile__zoom-level").textContent = text.percent(view.scale);
    this.#disable("zoom-in", isLargest(view));
    this.#disable("zoom-out", !this.isZoomed);
    this.#disable("zoom-fit", !this.isZoomed);
  }

  /** @param {string} command @param {boolean} isDisabled */
  #disable(command, isDisabled) {
    this.#tile.find(`[data-command=${command}]`).ariaDisabled = String(isDisabled);
  }
}
