/** The menu of reactions, and the text of the newest reaction for screen readers. */

import { refusalOf } from "../../call/state/permissions.js";
import { personOfSeat } from "../../call/state/selectors.js";
import { showWords } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {Reaction, State} from "../../call/state/model.js" */

const SHOWN_MS = 4000;

/** `<meet-reaction-choice>`: a menu whose items are sent as reactions. */
export class ReactionChoice extends MeetElement {
  /** @override */
  start() {
    this.listen(this, "click", (event) => this.#onClick(event));
  }

  /** @override @param {State} state */
  watch(state) {
    return { refusal: refusalOf(state, "reactions") };
  }

  /** @override @param {{refusal: string | null}} watched */
  render({ refusal }) {
    const button = this.find("button");
    button.ariaDisabled = String(refusal !== null);
    button.title = refusal ? text.because(refusal) : button.ariaLabel || "";
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    if (!(event.target instanceof Element)) return;
    const emoji = event.target.closest("[data-emoji]");
    if (emoji instanceof HTMLElement) this.call.place.react(emoji.dataset.emoji ?? "");
    else if (refusalOf(this.call.store.state, "reactions")) this.#refuse(event);
  }

  /** Show the reason for the refusal, and do not open the menu. @param {MouseEvent} event */
  #refuse(event) {
    event.preventDefault();
    this.call.place.react("");
  }
}

/** `<meet-reactions>`: announces the newest reaction, and removes each reaction after 4 s. */
export class Reactions extends MeetElement {
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  #fading = new Map();

  /** @override */
  stop() {
    for (const timer of this.#fading.values()) clearTimeout(timer);
    this.#fading.clear();
  }

  /** @override @param {State} state */
  watch({ reactions }) {
    return { reactions };
  }

  /** @override @param {{reactions: Reaction[]}} watched */
  render({ reactions }) {
    for (const { id } of reactions) if (!this.#fading.has(id)) this.#fade(id);
    const newest = reactions.at(-1);
    const person = personOfSeat(this.call.store.state, newest?.participantId);
    showWords(this, newest && person ? text.reacted(person.displayName, newest.emoji) : "");
  }

  /** @param {number} id */
  #fade(id) {
    const timer = setTimeout(() => {
      this.#fading.delete(id);
      this.call.place.fadeReaction(id);
    }, SHOWN_MS);
    this.#fading.set(id, timer);
  }
}
