/** `<meet-dialog data-kind>`: a `<dialog>` that is open while the state says so. */

import { MeetElement } from "./element.js";

/** @import {Dialog as OpenDialog, State} from "../call/model.js" */

export class Dialog extends MeetElement {
  /** @override */
  start() {
    this.listen(this.dialog, "close", () => this.onClose());
  }

  /** @override @param {State} state */
  watch({ dialog }) {
    return { dialog };
  }

  /** @override @param {{dialog: OpenDialog | null}} watched */
  render({ dialog }) {
    const isOpen = dialog?.kind === this.dataset.kind;
    if (isOpen && !this.dialog.open) this.dialog.showModal();
    if (!isOpen && this.dialog.open) this.dialog.close();
  }

  get dialog() {
    return this.find("dialog", HTMLDialogElement);
  }

  onClose() {
    this.call.display.closeDialog();
  }
}
