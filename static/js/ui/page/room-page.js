/** `<meet-room-page>`: shows the screen of the current phase, and moves the focus to its heading. */

import { isolateIfNeeded } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";

/** @import {Phase, State} from "../../call/state/model.js" */

export class RoomPage extends MeetElement {
  /** @type {Element | undefined} */
  #shown;

  /** @override @param {State} state */
  watch({ phase, room }) {
    return { phase, name: room.name };
  }

  /** @override @param {{phase: Phase, name: string}} watched */
  render({ phase, name }) {
    document.title = `${isolateIfNeeded(name)} · Meet`;
    document.body.dataset.phase = phase;
    const screens = [...this.querySelectorAll("[data-phase]")];
    const shown = screens.find((screen) => screen.matches(`[data-phase~="${phase}"]`));
    for (const screen of screens) screen.toggleAttribute("hidden", screen !== shown);
    if (this.#shown && this.#shown !== shown) focusHeading(shown);
    this.#shown = shown;
  }
}

/** @param {Element | undefined} screen */
function focusHeading(screen) {
  const heading = screen?.querySelector("h1");
  if (heading) heading.focus();
}
