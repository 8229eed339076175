/** `<meet-person data-participant-id>`: one person in the list of people. */

import { isHosting } from "../call/selectors.js";
import { runAction, showActions } from "./actions.js";
import { showAvatar } from "./avatar.js";
import { cloneTemplate, MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {Person, State} from "../call/model.js" */

export class PersonRow extends MeetElement {
  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("person"));
    this.className = "person";
    this.listen(this, "click", ({ target }) =>
      runAction(this.call, target, this.dataset.participantId),
    );
  }

  /** @override @param {State} state */
  watch(state) {
    const { participantId } = this.dataset;
    const person = state.people.find((one) => one.participantId === participantId);
    return { person, mayHost: isHosting(state) };
  }

  /** @override @param {{person: Person | undefined, mayHost: boolean}} watched */
  render({ person, mayHost }) {
    if (!person) return;
    const { displayName, isSelf, role } = person;
    showAvatar(this.find(".avatar"), displayName, person.avatarColor);
    this.find(".person__name").textContent = isSelf ? text.selfName(displayName) : displayName;
    this.find(".person__host").hidden = role === "participant";
    this.#mark("hand", person.handOrder !== null);
    this.#mark("screen", person.screenOrder !== null);
    this.#mark("video-off", person.isVideoOff);
    this.#mark("muted", person.isMuted);
    showActions(this, person, mayHost);
  }

  /** @param {string} mark @param {boolean} isShown */
  #mark(mark, isShown) {
    this.find(`.person__${mark}`, SVGElement).toggleAttribute("hidden", !isShown);
  }
}
