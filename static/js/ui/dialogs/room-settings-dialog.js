/**
 * `<meet-room-settings-dialog>`: the permissions of the people in the room, changed during a meeting.
 *
 * A switch shows the server's value, and returns to it if the server refuses the change.
 */

import { Dialog } from "./dialog.js";

/** @import {RoomSettings as Settings} from "../../call/protocol.js" */
/** @import {Dialog as OpenDialog, State} from "../../call/state/model.js" */

export class RoomSettingsDialog extends Dialog {
  /** @override */
  start() {
    super.start();
    this.listen(this, "change", ({ target }) => this.#onChange(target));
  }

  /** @override @param {State} state */
  watch({ dialog, room }) {
    return { dialog, settings: room.settings };
  }

  /** @override @param {{dialog: OpenDialog | null, settings: Settings}} watched */
  render({ dialog, settings }) {
    this.#show(settings);
    super.render({ dialog });
  }

  /** @param {Settings} settings */
  #show(settings) {
    for (const input of this.querySelectorAll("input")) {
      input.checked = settings[/** @type {keyof Settings} */ (input.name)];
    }
  }

  /** @param {EventTarget | null} target */
  async #onChange(target) {
    if (!(target instanceof HTMLInputElement)) return;
    const { checked, name } = target;
    const isDone = await this.call.moderation.changeSettings({ [name]: checked });
    const { knockers, room } = this.call.store.state;
    if (!isDone) this.#show(room.settings);
    const isOpened = isDone && name === "waitingRoom" && !checked;
    if (isOpened && knockers.length > 0) this.call.page.openDialog({ kind: "admit-all" });
  }
}
