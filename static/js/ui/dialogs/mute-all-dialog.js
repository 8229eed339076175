/** `<meet-mute-all-dialog>`: mutes everyone except hosts. */

import { Dialog } from "./dialog.js";

export class MuteAllDialog extends Dialog {
  /** @override */
  opened() {
    this.find("input", HTMLInputElement).checked = this.call.store.state.room.settings.allowUnmute;
  }

  /** @override */
  confirmed() {
    this.call.moderation.muteAll(this.find("input", HTMLInputElement).checked);
  }
}
