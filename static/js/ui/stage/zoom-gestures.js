/**
 * Turn pointers, the wheel and keys on a tile into changes of its zoom.
 *
 * Two fingers, or the wheel with Ctrl, zoom; a double click zooms in and back. Dragging and the arrow
 * keys move a zoomed picture. Buttons and menus in the tile keep their own meaning.
 */

/** @import {MeetElement} from "../dom/element.js" */
/** @import {Point} from "./zoom.js" */

/**
 * @typedef {object} Zoomable points are relative to the tile's centre, in CSS pixels
 * @property {boolean} isActive whether the tile can be zoomed now
 * @property {boolean} isZoomed
 * @property {(factor: number, at?: Point) => void} zoom
 * @property {(by: Point) => void} move
 * @property {() => void} fit
 */

export const STEP = 1.5;
const DOUBLE_CLICK = 2;
/** The wheel of a mouse turns by about 100 pixels at once, which is one step. */
const PER_WHEEL_PIXEL = 1.004;
/** Pixels of a line, for browsers that count lines. */
const WHEEL_LINE = 16;
const KEY_PIXELS = 60;
/** @type {Record<string, (zoomable: Zoomable) => void>} */
const KEYS = {
  "+": (zoomable) => zoomable.zoom(STEP),
  "=": (zoomable) => zoomable.zoom(STEP),
  "-": (zoomable) => zoomable.zoom(1 / STEP),
  0: (zoomable) => zoomable.fit(),
  ArrowLeft: (zoomable) => zoomable.move({ x: KEY_PIXELS, y: 0 }),
  ArrowRight: (zoomable) => zoomable.move({ x: -KEY_PIXELS, y: 0 }),
  ArrowUp: (zoomable) => zoomable.move({ x: 0, y: KEY_PIXELS }),
  ArrowDown: (zoomable) => zoomable.move({ x: 0, y: -KEY_PIXELS }),
};

/**
 * @param {MeetElement} tile
 * @param {HTMLElement} controls in which the keys act
 * @param {Zoomable} zoomable
 */
export function listenToZoom(tile, controls, zoomable) {
  tile.listen(tile, "wheel", (event) => gotWheel(tile, zoomable, event));
  tile.listen(tile, "dblclick", (event) => gotDoubleClick(tile, zoomable, event));
  tile.listen(controls, "keydown", (event) => gotKey(zoomable, event));
  listenToPointers(tile, zoomable);
}

/** @param {MeetElement} tile @param {Zoomable} zoomable */
function listenToPointers(tile, zoomable) {
  /** @type {Map<number, Point>} where each pressed pointer is */
  const pointers = new Map();
  tile.listen(tile, "pointerdown", (event) => {
    if (!zoomable.isActive || event.button !== 0 || isOnControl(event)) return;
    pointers.set(event.pointerId, pointOf(tile, event));
    if (pointers.size > 1 || zoomable.isZoomed) tile.setPointerCapture(event.pointerId);
  });
  tile.listen(tile, "pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(tile, event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other) pinch(zoomable, other, before, now);
    else zoomable.move({ x: now.x - before.x, y: now.y - before.y });
  });
  for (const type of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"]))
    tile.listen(tile, type, ({ pointerId }) => pointers.delete(pointerId));
}

/**
 * Follow two fingers, of which one has moved: the picture between them stays between them.
 * @param {Zoomable} zoomable
 * @param {Point} other
 * @param {Point} before
 * @param {Point} now
 */
function pinch(zoomable, other, before, now) {
  const [from, to] = [distance(other, before), distance(other, now)];
  const between = { x: (other.x + before.x) / 2, y: (other.y + before.y) / 2 };
  if (from > 0) zoomable.zoom(to / from, between);
  zoomable.move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
}

/** @param {HTMLElement} tile @param {Zoomable} zoomable @param {WheelEvent} event */
function gotWheel(tile, zoomable, event) {
  // Browsers report the pinch of a touchpad as a wheel with Ctrl.
  if (!zoomable.isActive || !event.ctrlKey) return;
  event.preventDefault();
  const isInLines = event.deltaMode === WheelEvent.DOM_DELTA_LINE;
  const pixels = event.deltaY * (isInLines ? WHEEL_LINE : 1);
  zoomable.zoom(PER_WHEEL_PIXEL ** -pixels, pointOf(tile, event));
}

/** @param {HTMLElement} tile @param {Zoomable} zoomable @param {MouseEvent} event */
function gotDoubleClick(tile, zoomable, event) {
  if (!zoomable.isActive || isOnControl(event)) return;
  if (zoomable.isZoomed) zoomable.fit();
  else zoomable.zoom(DOUBLE_CLICK, pointOf(tile, event));
}

/** @param {Zoomable} zoomable @param {KeyboardEvent} event */
function gotKey(zoomable, event) {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(zoomable);
}

/** @param {Event} event */
function isOnControl({ target }) {
  return target instanceof Element && target.closest("button, [role=menu]") !== null;
}

/** @param {HTMLElement} tile @param {MouseEvent} event @returns {Point} */
function pointOf(tile, { clientX, clientY }) {
  const { left, top, width, height } = tile.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

/** @param {Point} one @param {Point} other */
function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
