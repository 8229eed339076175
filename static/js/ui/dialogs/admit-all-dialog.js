/**
 * `<meet-admit-all-dialog>`: asks whether to admit all people who wait, after the waiting room was
 * turned off.
 */

import { text } from "../text/text.js";
import { Dialog } from "./dialog.js";

export class AdmitAllDialog extends Dialog {
  /** @override */
  opened() {
    const { knockers } = this.call.store.state;
    this.find("h2").textContent = text.admitAllQuestion(knockers.length);
  }

  /** @override */
  confirmed() {
    this.call.waitingRoom.admitAll();
  }
}
