/**
 * Ask a person who is alone in the meeting for a long time whether they are still there.
 *
 * The question is repeated after the same time, and withdrawn when somebody joins or knocks. Nothing
 * happens without an answer.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {CallStore} from "./state/events.js" */
/** @import {State} from "./state/model.js" */

/** The sentence in `templates/rooms/call/dialogs.html` states this time. */
const ALONE_MS = 30 * 60_000;

export class AloneWatch {
  #store;
  #timers;
  /** @type {any} null while the person is not alone, or is being asked */
  #timer = null;

  /** @param {{store: CallStore, timers?: Timers}} parts */
  constructor({ store, timers = realTimers }) {
    this.#store = store;
    this.#timers = timers;
    store.subscribe((state) => this.#gotState(state));
  }

  /** @param {State} state */
  #gotState(state) {
    const isAsked = state.dialog?.kind === "still-there";
    if (isAlone(state)) {
      if (!isAsked) this.#timer ??= this.#timers.set(() => this.#ask(), ALONE_MS);
      return;
    }
    this.#timers.clear(this.#timer);
    this.#timer = null;
    if (isAsked) this.#store.dispatch({ type: "dialog-closed", payload: {} });
  }

  #ask() {
    this.#timer = null;
    this.#store.dispatch({ type: "dialog-opened", payload: { kind: "still-there" } });
  }
}

/** @param {State} state */
function isAlone({ phase, people, knockers }) {
  return phase === "meeting" && people.length === 1 && knockers.length === 0;
}
