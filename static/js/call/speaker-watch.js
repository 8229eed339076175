/**
 * Watch who speaks in the meeting, and tell the state.
 *
 * The watch knows the levels of the people and a clock; it does not know how levels are measured. It
 * runs only during a meeting. It also notices when this person speaks while muted, and when their
 * microphone is on but silent.
 */

import { realTimers } from "../browser/timers.js";
import { SpeechDetector } from "../media/speech-detector.js";
import { refusalOf } from "./state/permissions.js";
import { selfOf } from "./state/selectors.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {CallStore} from "./state/events.js" */
/** @import {Person} from "./state/model.js" */

/**
 * @typedef {object} Levels levels are root mean squares from 0 to 1
 * @property {(socketId: string) => number} readPeer
 * @property {() => number} readOwn this client's own microphone, also while it is muted
 * @property {() => boolean} isOwnSilent whether this client's own microphone delivers nothing
 * @property {() => void} close
 */

const READ_EVERY_MS = 50;
/** A word to somebody in the room, or a cough, needs no hint. */
const MUTED_SPEECH_MS = 600;
/** A person who does not want to be heard must not be reminded at each sentence. */
const NEXT_HINT_MS = 60_000;

export class SpeakerWatch {
  #store;
  #levels;
  #timers;
  #now;
  /** @type {Map<string, SpeechDetector>} by participant id */
  #detectors = new Map();
  #mutedSpeech = new SpeechDetector(MUTED_SPEECH_MS);
  /** @type {any} */
  #timer = null;
  #readAt = 0;
  #hintedAt = -Infinity;
  #wasSilent = false;

  /**
   * @param {object} parts
   * @param {CallStore} parts.store
   * @param {Levels} parts.levels
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.now] the time in milliseconds
   */
  constructor({ store, levels, timers = realTimers, now = () => performance.now() }) {
    this.#store = store;
    this.#levels = levels;
    this.#timers = timers;
    this.#now = now;
    store.subscribe(({ phase }) => this.#gotPhase(phase === "meeting"));
  }

  /** @param {boolean} isInside */
  #gotPhase(isInside) {
    if (isInside === (this.#timer !== null)) return;
    if (isInside) return this.#start();
    this.#timers.clear(this.#timer);
    this.#timer = null;
    this.#detectors.clear();
    this.#levels.close();
  }

  #start() {
    this.#readAt = this.#now();
    this.#timer = this.#timers.set(() => this.#read(), READ_EVERY_MS);
  }

  #read() {
    const elapsedMs = this.#now() - this.#readAt;
    this.#start();
    const { people } = this.#store.state;
    this.#forgetAllExcept(people);
    for (const person of people) {
      const level = person.isSelf ? this.#levels.readOwn() : this.#levels.readPeer(person.socketId);
      this.#gotLevel(person, person.isMuted ? 0 : level, elapsedMs);
      if (person.isSelf) this.#gotMutedLevel(person.isMuted ? level : 0, elapsedMs);
      if (person.isSelf) this.#gotSilence(!person.isMuted && this.#levels.isOwnSilent());
    }
  }

  /** @param {boolean} isSilent whether the microphone is on but silent */
  #gotSilence(isSilent) {
    const hasBegun = isSilent && !this.#wasSilent;
    this.#wasSilent = isSilent;
    const payload = { kind: /** @type {const} */ ("microphone-silent"), about: "" };
    if (hasBegun) this.#store.dispatch({ type: "notice-added", payload });
  }

  /** @param {Person[]} people */
  #forgetAllExcept(people) {
    const ids = new Set(people.map(({ participantId }) => participantId));
    for (const id of this.#detectors.keys()) if (!ids.has(id)) this.#detectors.delete(id);
  }

  /** @param {Person} person @param {number} level @param {number} elapsedMs */
  #gotLevel({ participantId }, level, elapsedMs) {
    const detector = this.#detectors.get(participantId) ?? new SpeechDetector();
    this.#detectors.set(participantId, detector);
    detector.gotLevel(level, elapsedMs);
    const { isSpeaking } = detector;
    if (isSpeaking === this.#store.state.speakers.includes(participantId)) return;
    this.#store.dispatch({ type: "speaking-changed", payload: { participantId, isSpeaking } });
  }

  /** @param {number} level @param {number} elapsedMs */
  #gotMutedLevel(level, elapsedMs) {
    this.#mutedSpeech.gotLevel(level, elapsedMs);
    if (!this.#mutedSpeech.isSpeaking || this.#now() < this.#hintedAt + NEXT_HINT_MS) return;
    const { state } = this.#store;
    if (!selfOf(state)?.isMuted || refusalOf(state, "microphone")) return;
    this.#hintedAt = this.#now();
    this.#store.dispatch({ type: "notice-added", payload: { kind: "speaking-muted", about: "" } });
  }
}
