/**
 * Choose the person who is large in speaker view.
 *
 * The watch knows who speaks, and a clock. The large person keeps the place while they speak, and in
 * their pauses. Another person takes over after a longer speech, so that a laugh, a cough or a short
 * answer moves nothing. This client's own person is never chosen.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {CallStore} from "./state/events.js" */

const TAKES_OVER_MS = 1500;

export class MainSpeakerWatch {
  #store;
  #timers;
  #now;
  /** @type {Map<string, number>} when each of the other people who speak now began */
  #since = new Map();
  /** @type {any} */
  #timer = null;

  /**
   * @param {object} parts
   * @param {CallStore} parts.store
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.now] the time in milliseconds
   */
  constructor({ store, timers = realTimers, now = () => performance.now() }) {
    this.#store = store;
    this.#timers = timers;
    this.#now = now;
    store.subscribe(() => this.#update());
  }

  #update() {
    this.#noteSpeakers();
    this.#timers.clear(this.#timer);
    this.#timer = null;
    const [speaker] = this.#since;
    const { mainSpeaker, people } = this.#store.state;
    if (speaker === undefined || this.#since.has(mainSpeaker ?? "")) return;
    const [participantId, since] = speaker;
    const isVacant = !people.some((one) => one.participantId === mainSpeaker);
    const waitMs = isVacant ? 0 : Math.max(0, since + TAKES_OVER_MS - this.#now());
    this.#timer = this.#timers.set(() => this.#choose(participantId), waitMs);
  }

  /** Keep the time of each person who still speaks; the person who began first stays first. */
  #noteSpeakers() {
    const { people, speakers } = this.#store.state;
    const others = people.filter((one) => !one.isSelf && speakers.includes(one.participantId));
    const ids = others.map(({ participantId }) => participantId);
    for (const id of this.#since.keys()) if (!ids.includes(id)) this.#since.delete(id);
    for (const id of speakers.filter((one) => ids.includes(one)))
      if (!this.#since.has(id)) this.#since.set(id, this.#now());
  }

  /** @param {string} participantId */
  #choose(participantId) {
    this.#store.dispatch({ type: "main-speaker-changed", payload: { participantId } });
  }
}
