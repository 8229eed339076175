/**
 * `<meet-dialog data-kind>`: a `<dialog>` that is open while the state says so.
 *
 * Whoever closes it with the value "yes" means it; every other way out changes nothing.
 */

import { MeetElement } from "./element.js";

/** @import {Dialog as OpenDialog, State} from "../call/model.js" */

export class Dialog extends MeetElement {
  /** @override */
  start() {
    this.listen(this.dialog, "close", () => this.#onClose());
    const cancel = this.querySelector("[data-cancel]");
    if (cancel) this.listen(cancel, "click", () => this.dialog.close());
  }

  /** @override @param {State} state */
  watch({ dialog }) {
    return { dialog };
  }

  /** @override @param {{dialog: OpenDialog | null}} watched */
  render({ dialog }) {
    const isOpen = dialog?.kind === this.dataset.kind;
    if (isOpen && !this.dialog.open) {
      this.dialog.returnValue = "";
      this.opened();
      this.dialog.showModal();
    }
    if (!isOpen && this.dialog.open) this.dialog.close();
  }

  get dialog() {
    return this.find("dialog", HTMLDialogElement);
  }

  /** Put into it what it is about, before it is seen. */
  opened() {}

  /** Do what was asked. */
  confirmed() {}

  #onClose() {
    // The event comes a moment after the dialog has closed, and it may have been opened again.
    if (this.dialog.open) return;
    // Who it is about may be gone from the state as soon as the dialog is.
    if (this.dialog.returnValue === "yes") this.confirmed();
    // One dialog may have made room for another.
    const { dialog } = this.call.store.state;
    if (dialog?.kind === this.dataset.kind) this.call.display.closeDialog();
  }
}
