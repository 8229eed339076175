/** `<meet-removal>`: asks before somebody is sent out of the meeting. */

import { Dialog } from "./dialog.js";
import { text } from "./text.js";

/** @import {Dialog as OpenDialog} from "../call/model.js" */

export class Removal extends Dialog {
  /** @override @param {{dialog: OpenDialog | null}} watched */
  render({ dialog }) {
    const person = this.#personOf(dialog);
    if (person) this.find("h2").textContent = text.removeQuestion(person.displayName);
    this.dialog.returnValue = "";
    super.render({ dialog });
  }

  /** @override */
  onClose() {
    const person = this.#personOf(this.call.store.state.dialog);
    if (person && this.dialog.returnValue === "yes") this.call.hosting.remove(person.socketId);
    super.onClose();
  }

  /** @param {OpenDialog | null} dialog */
  #personOf(dialog) {
    if (dialog?.kind !== "removal") return undefined;
    const { people } = this.call.store.state;
    return people.find((person) => person.participantId === dialog.participantId);
  }
}
