/**
 * Turn on the microphone for as long as the person holds a key.
 *
 * The stored choice of this tab stays "off", so that a reload in the meantime mutes. A microphone
 * that is already on is not touched.
 */

import { refusalOf } from "../state/permissions.js";

/** @import {InputDevice} from "../../media/input-device.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

export class PushToTalk {
  #microphone;
  #requests;
  #store;
  #isTalking = false;

  /**
   * @param {object} parts
   * @param {Pick<InputDevice, "turnOn" | "turnOff">} parts.microphone
   * @param {RoomRequests} parts.requests
   * @param {CallStore} parts.store
   */
  constructor({ microphone, requests, store }) {
    this.#microphone = microphone;
    this.#requests = requests;
    this.#store = store;
  }

  /** Whether the person holds the key to talk. */
  get isTalking() {
    return this.#isTalking;
  }

  async start() {
    const { isOn, isOpening } = this.#store.state.media.microphone;
    if (isOn || isOpening || this.#isTalking) return;
    const refusal = refusalOf(this.#store.state, "microphone");
    if (refusal) return this.#requests.notifyRefusal(refusal);
    this.#isTalking = true;
    await this.#microphone.turnOn();
  }

  /** A microphone that is still opening is not turned on later. */
  stop() {
    if (!this.#isTalking) return;
    this.#isTalking = false;
    this.#microphone.turnOff();
  }
}
