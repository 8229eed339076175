/**
 * Drag the tile with `data-floats` by a mouse, a finger or a pen. When it is released, it goes to the
 * nearest corner.
 *
 * While the tile is dragged, it has `data-dragging`, and nobody else sets its position.
 */

import { movedWithin, nearestCorner } from "./floating-tile.js";

/** @import {Corner} from "../../call/state/model.js" */
/** @import {MeetElement} from "../dom/element.js" */
/** @import {Rect} from "./tile-layout.js" */

/** @typedef {{rect: Rect, area: Rect}} Place of the tile, and where it may be */
/** @typedef {{tile: HTMLElement, pointerId: number, x: number, y: number, rect: Rect} & Place} Drag */

/** A press that moves less is a click. */
const CLICK_PIXELS = 4;

/**
 * @param {MeetElement} stage
 * @param {object} parts
 * @param {() => Place | undefined} parts.place
 * @param {(tile: HTMLElement, rect: Rect) => void} parts.move
 * @param {(corner: Corner | null) => void} parts.gotReleased with null if the tile must return
 */
export function listenToDrag(stage, { place, move, gotReleased }) {
  /** @type {Drag | null} */
  let drag = null;
  stage.listen(stage, "pointerdown", (event) => {
    const tile = floatingTile(event);
    const from = place();
    if (!tile || !from || drag || event.button !== 0) return;
    const { pointerId, clientX: x, clientY: y } = event;
    drag = { tile, pointerId, x, y, ...from };
    tile.setPointerCapture(pointerId);
  });
  stage.listen(stage, "pointermove", (event) => {
    if (drag?.pointerId !== event.pointerId) return;
    const by = distance(drag, event);
    const isDragging = drag.tile.hasAttribute("data-dragging");
    if (!isDragging && Math.hypot(by.x, by.y) < CLICK_PIXELS) return;
    drag.tile.toggleAttribute("data-dragging", true);
    move(drag.tile, movedWithin(drag.rect, by, drag.area));
  });
  const release = (/** @type {PointerEvent} */ event) => {
    if (drag?.pointerId !== event.pointerId) return;
    const { tile, rect, area } = drag;
    const end = movedWithin(rect, distance(drag, event), area);
    drag = null;
    if (!tile.hasAttribute("data-dragging")) return;
    tile.removeAttribute("data-dragging");
    gotReleased(event.type === "pointerup" ? nearestCorner(end, area) : null);
  };
  for (const type of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"]))
    stage.listen(stage, type, release);
}

/** @param {Event} event @returns {HTMLElement | null} the floating tile, unless a control was pressed */
function floatingTile({ target }) {
  if (!(target instanceof Element) || target.closest("button, [role=menu]")) return null;
  const tile = target.closest("[data-floats]");
  return tile instanceof HTMLElement ? tile : null;
}

/** @param {Drag} drag @param {PointerEvent} event */
function distance({ tile, x, y }, { clientX, clientY }) {
  const direction = tile.matches(":dir(rtl)") ? -1 : 1;
  return { x: direction * (clientX - x), y: clientY - y };
}
