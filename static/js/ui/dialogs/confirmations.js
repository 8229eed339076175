/** Small dialogs with one decision or one field. */

import { isVisible } from "../../text/visible.js";
import { showWords } from "../dom/bidi-text.js";
import { text } from "../text/text.js";
import { Dialog } from "./dialog.js";

/** `<meet-mute-all>`: mutes everyone except hosts. */
export class MuteAll extends Dialog {
  /** @override */
  opened() {
    this.find("input", HTMLInputElement).checked = this.call.store.state.room.settings.allowUnmute;
  }

  /** @override */
  confirmed() {
    this.call.hosting.muteAll(this.find("input", HTMLInputElement).checked);
  }
}

/**
 * `<meet-admit-all>`: asks whether to admit everyone who waits, after the waiting room was turned
 * off.
 */
export class AdmitAll extends Dialog {
  /** @override */
  opened() {
    const { knockers } = this.call.store.state;
    this.find("h2").textContent = text.admitAllQuestion(knockers.length);
  }

  /** @override */
  confirmed() {
    this.call.door.admitAll();
  }
}

/** `<meet-leave>`: asks whether to leave the meeting after Back was pressed. */
export class Leave extends Dialog {
  /** @override */
  confirmed() {
    this.call.leave();
  }
}

/** `<meet-name>`: changes this person's name in the meeting. */
export class Name extends Dialog {
  /** @override */
  opened() {
    this.find("input", HTMLInputElement).value = this.call.store.state.self.displayName;
  }

  /** @override */
  confirmed() {
    const displayName = this.find("input", HTMLInputElement).value.trim();
    if (isVisible(displayName)) this.call.place.rename(displayName);
  }
}

/** `<meet-knock-message>`: sends a message to a person in the waiting room. */
export class KnockMessage extends Dialog {
  /** @override */
  opened() {
    showWords(this.find("h2"), text.messageTo(this.#knocker?.displayName ?? ""));
    this.find("textarea", HTMLTextAreaElement).value = "";
  }

  /** @override */
  confirmed() {
    const content = this.find("textarea", HTMLTextAreaElement).value.trim();
    if (this.#knocker && isVisible(content))
      this.call.door.write(this.#knocker.participantId, content);
  }

  get #knocker() {
    const { dialog, knockers } = this.call.store.state;
    if (dialog?.kind !== "knock-message") return undefined;
    return knockers.find((one) => one.participantId === dialog.participantId);
  }
}
