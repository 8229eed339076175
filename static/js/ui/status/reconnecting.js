/**
 * `<meet-reconnecting data-in="meeting|waiting">`: shown in this phase while the socket is
 * disconnected. It says whether other people still see and hear this person, and when the next
 * attempt is.
 */

import { mediaReach } from "../../call/state/selectors.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

/** @typedef {{words: string, nextAttemptAt: number | null}} Watched */

const TICK_MS = 250;

export class Reconnecting extends MeetElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.reconnect());
  }

  /** @override */
  stop() {
    clearInterval(this.#ticking);
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const { isConnected, nextAttemptAt, phase } = state;
    const isShown = !isConnected && phase === this.dataset.in;
    return { words: isShown ? wordsOf(state) : "", nextAttemptAt };
  }

  /** @override @param {Watched} watched */
  render({ words, nextAttemptAt }) {
    clearInterval(this.#ticking);
    this.find("[data-line]").hidden = words === "";
    this.find("[data-words]").textContent = words;
    const isScheduled = nextAttemptAt !== null;
    this.find("button", HTMLButtonElement).disabled = !isScheduled;
    this.#showNextAttempt(nextAttemptAt);
    if (words === "" || !isScheduled) return;
    this.#ticking = setInterval(() => this.#showNextAttempt(nextAttemptAt), TICK_MS);
  }

  /** @param {number | null} nextAttemptAt */
  #showNextAttempt(nextAttemptAt) {
    const ms = nextAttemptAt === null ? 0 : nextAttemptAt - performance.now();
    this.find("[data-next]").textContent = text.nextAttempt(Math.max(0, Math.ceil(ms / 1000)));
  }
}

/** @param {State} state */
function wordsOf(state) {
  return state.phase === "waiting" ? text.reconnectingKnock : text.reconnecting(mediaReach(state));
}
