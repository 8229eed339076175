/** `<meet-leave-dialog>`: asks whether to leave the meeting after Back was pressed. */

import { Dialog } from "./dialog.js";

export class LeaveDialog extends Dialog {
  /** @override */
  confirmed() {
    this.call.leave();
  }
}
