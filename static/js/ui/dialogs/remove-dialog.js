/** `<meet-remove-dialog>`: asks before a person is removed from the meeting, or removed and blocked. */

import { personOfSeat } from "../../call/state/selectors.js";
import { showText } from "../dom/bidi-text.js";
import { text } from "../text/text.js";
import { Dialog } from "./dialog.js";

export class RemoveDialog extends Dialog {
  /** @override */
  opened() {
    const { isBlocking, person } = this.#subject;
    showText(this.find("h2"), text.removeQuestion(person?.displayName ?? "", isBlocking));
    this.find("p").textContent = text.removeConsequence(isBlocking);
    const { settings } = this.call.store.state.room;
    const newGuests = this.find("[data-new-guests]");
    newGuests.textContent = text.newGuestsKnock;
    newGuests.hidden = !settings.knockAfterRemoval;
    this.find("[value=yes]").textContent = text.remove(isBlocking);
  }

  /** @override */
  confirmed() {
    const { isBlocking, person } = this.#subject;
    if (!person) return;
    if (isBlocking) this.call.moderation.block(person.participantId);
    else this.call.moderation.remove(person.participantId);
  }

  get #subject() {
    const { state } = this.call.store;
    if (state.dialog?.kind !== "remove") return { isBlocking: false };
    const { isBlocking, participantId } = state.dialog;
    return { isBlocking, person: personOfSeat(state, participantId) };
  }
}
