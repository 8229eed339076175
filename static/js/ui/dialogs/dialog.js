/**
 * `<meet-dialog data-kind>`: a `<dialog>` that is open while the state contains its kind.
 *
 * Closing it with the value "yes" calls `confirmed`. Closing it in any other way changes nothing.
 */

import { MeetElement } from "../dom/element.js";

/** @import {Dialog as OpenDialog, State} from "../../call/state/model.js" */

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

  /** Fill the dialog before it is shown. */
  opened() {}

  /** Run the confirmed action. */
  confirmed() {}

  #onClose() {
    // The close event is dispatched after the dialog has closed. The dialog may be open again by
    // then.
    if (this.dialog.open) return;
    // Confirm first: closing the dialog also removes its data from the state.
    if (this.dialog.returnValue === "yes") this.confirmed();
    // Another dialog may have replaced this one.
    const { dialog } = this.call.store.state;
    if (dialog?.kind === this.dataset.kind) this.call.page.closeDialog();
  }
}
