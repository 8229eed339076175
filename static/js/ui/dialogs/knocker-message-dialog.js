/** `<meet-knocker-message-dialog>`: sends a message to a person in the waiting room. */

import { isVisible } from "../../text/visible.js";
import { showText } from "../dom/bidi-text.js";
import { text } from "../text/text.js";
import { Dialog } from "./dialog.js";

export class KnockerMessageDialog extends Dialog {
  /** @override */
  opened() {
    showText(this.find("h2"), text.messageTo(this.#knocker?.displayName ?? ""));
    this.find("textarea", HTMLTextAreaElement).value = "";
  }

  /** @override */
  confirmed() {
    const content = this.find("textarea", HTMLTextAreaElement).value.trim();
    if (this.#knocker && isVisible(content))
      this.call.waitingRoom.sendMessage(this.#knocker.participantId, content);
  }

  get #knocker() {
    const { dialog, knockers } = this.call.store.state;
    if (dialog?.kind !== "message-knocker") return undefined;
    return knockers.find((one) => one.participantId === dialog.participantId);
  }
}
