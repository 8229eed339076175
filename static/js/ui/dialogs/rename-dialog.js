/** `<meet-rename-dialog>`: changes this person's name in the meeting. */

import { isVisible } from "../../text/visible.js";
import { Dialog } from "./dialog.js";

export class RenameDialog extends Dialog {
  /** @override */
  opened() {
    this.find("input", HTMLInputElement).value = this.call.store.state.self.displayName;
  }

  /** @override */
  confirmed() {
    const displayName = this.find("input", HTMLInputElement).value.trim();
    if (isVisible(displayName)) this.call.participant.rename(displayName);
  }
}
