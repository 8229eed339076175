/** `<meet-person data-participant-id>`: one person in the list of people. */

import { isSpeaking, personOfSeat } from "../../call/state/selectors.js";
import { showText } from "../dom/bidi-text.js";
import { cloneTemplate, MeetElement } from "../dom/element.js";
import { nameOf } from "../text/person-text.js";
import { text } from "../text/text.js";
import { showAvatar } from "./avatar.js";
import { runPersonCommand, showPersonMenu, viewerOf } from "./person-menu.js";

/** @import {Person, State} from "../../call/state/model.js" */
/** @import {Viewer} from "./person-menu.js" */

/**
 * @typedef {object} Shown
 * @property {Person | undefined} person
 * @property {boolean} isHeard whether the person speaks now
 * @typedef {Shown & Viewer} Watched
 */

export class PersonRow extends MeetElement {
  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("person"));
    this.className = "person";
    this.listen(this, "click", ({ target }) =>
      runPersonCommand(this.call, target, this.dataset.participantId),
    );
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const person = personOfSeat(state, this.dataset.participantId);
    return {
      person,
      isHeard: isSpeaking(state, person),
      ...viewerOf(state, this.dataset.participantId ?? ""),
    };
  }

  /** @override @param {Watched} watched */
  render({ person, isHeard, ...viewer }) {
    if (!person) return;
    showAvatar(this.find(".avatar"), person.displayName, person.avatarColor);
    showText(this.find(".person__name"), nameOf(person));
    this.find(".person__host").hidden = person.role === "participant";
    this.find(".person__host").textContent = text.roles[person.role];
    this.#mark("hand", person.handOrder !== null);
    this.#mark("screen", person.screenOrder !== null);
    this.#mark("video-off", person.isVideoOff);
    this.#mark("muted", person.isMuted);
    this.#mark("speaking", isHeard);
    this.#mark("silent", !person.isMuted && !isHeard);
    showPersonMenu(this, person, viewer);
  }

  /** @param {string} mark @param {boolean} isShown */
  #mark(mark, isShown) {
    this.find(`.person__${mark}`, SVGElement).toggleAttribute("hidden", !isShown);
  }
}
