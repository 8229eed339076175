/** `<meet-reaction-announcer>`: announces the newest reaction, and removes each reaction after 4 s. */

import { personOfSeat } from "../../call/state/selectors.js";
import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {Reaction, State} from "../../call/state/model.js" */

const SHOWN_MS = 4000;

export class ReactionAnnouncer extends MeetElement {
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
    showText(this, newest && person ? text.reacted(person.displayName, newest.emoji) : "");
  }

  /** @param {number} id */
  #fade(id) {
    const timer = setTimeout(() => {
      this.#fading.delete(id);
      this.call.participant.fadeReaction(id);
    }, SHOWN_MS);
    this.#fading.set(id, timer);
  }
}
