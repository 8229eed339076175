/**
 * `<meet-knocker data-participant-id>`: one person in the waiting room, with the host's actions.
 */

import { commandButton } from "../controls/commands.js";
import { isolate, showText } from "../dom/bidi-text.js";
import { cloneTemplate, MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";
import { showAvatar } from "./avatar.js";

/** @import {Knocker} from "../../call/protocol.js" */
/** @import {State} from "../../call/state/model.js" */

export class KnockerRow extends MeetElement {
  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("knocker"));
    this.className = "person knocker";
    this.listen(this, "click", ({ target }) => this.#run(commandButton(target)?.dataset.command));
  }

  /** @override @param {State} state */
  watch({ knockers }) {
    const { participantId } = this.dataset;
    return { knocker: knockers.find((one) => one.participantId === participantId) };
  }

  /** @override @param {{knocker: Knocker | undefined}} watched */
  render({ knocker }) {
    if (!knocker) return;
    const { avatarColor = 0, displayName } = knocker;
    showAvatar(this.find(".avatar"), displayName, avatarColor);
    showText(this.find(".person__name"), isolate(displayName));
    this.find(".knocker__marks").textContent = text.knockerMarks(knocker);
    this.find("[data-command=admit]").ariaLabel = text.admit(displayName);
    this.find("[data-command=deny]").ariaLabel = text.deny(displayName);
    this.find("meet-menu > button").ariaLabel = text.actionsFor(displayName);
  }

  /** @param {string | undefined} command */
  #run(command) {
    const { participantId = "" } = this.dataset;
    if (command === "admit") this.call.waitingRoom.admit(participantId);
    if (command === "deny") this.call.waitingRoom.deny(participantId);
    if (command === "deny-and-block") this.call.waitingRoom.deny(participantId, true);
    if (command === "message") {
      this.call.page.openDialog({ kind: "message-knocker", participantId });
    }
  }
}
