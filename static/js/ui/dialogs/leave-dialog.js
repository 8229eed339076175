/**
 * `<meet-leave-dialog data-kind>`: asks whether to leave the meeting, after Back was pressed or after a
 * long time alone.
 */

import { Dialog } from "./dialog.js";

export class LeaveDialog extends Dialog {
  /** @override */
  confirmed() {
    this.call.leave();
  }
}
