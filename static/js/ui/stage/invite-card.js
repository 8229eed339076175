/** `<meet-invite-card>`: shows the meeting's link while nobody else is in the meeting or waits. */

import { MeetElement } from "../dom/element.js";

/** @import {State} from "../../call/state/model.js" */

export class InviteCard extends MeetElement {
  /** @override */
  start() {
    this.find("output").textContent = new URL(`/${this.call.config.roomCode}`, location.href).href;
  }

  /** @override @param {State} state */
  watch({ knockers, people }) {
    return { isAlone: people.length === 1 && knockers.length === 0 };
  }

  /** @override @param {{isAlone: boolean}} watched */
  render({ isAlone }) {
    this.hidden = !isAlone;
  }
}
