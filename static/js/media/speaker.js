/**
 * Choose the speaker that plays the meeting, among those that the browser lists.
 *
 * A chosen speaker that was unplugged is not used, and is used again when it returns. The speaker
 * knows no element that plays; these follow its id. The id "" is the speaker of the system.
 */

/** @import {OutputState} from "./media-state.js" */

/** @typedef {OutputState["devices"]} Devices */

/** Some browsers list speakers, but play only on that of the system. */
export function canChooseSpeaker() {
  return "Audio" in globalThis && "setSinkId" in Audio.prototype;
}

export class Speaker {
  /** @type {Devices} */
  devices = [];
  #chosenId = "";
  #isChoosable;
  #gotChange;

  /** @param {() => void} gotChange @param {boolean} [isChoosable] */
  constructor(gotChange, isChoosable = canChooseSpeaker()) {
    this.#gotChange = gotChange;
    this.#isChoosable = isChoosable;
  }

  /** @returns {OutputState} */
  get state() {
    const isPresent = this.devices.some(({ deviceId }) => deviceId === this.#chosenId);
    return { deviceId: isPresent ? this.#chosenId : "", devices: this.devices };
  }

  /** @param {Devices} devices */
  gotDevices(devices) {
    this.devices = this.#isChoosable ? devices : [];
  }

  /** @param {string} deviceId @returns {boolean} true: a speaker is tried only when it plays */
  choose(deviceId) {
    this.#chosenId = deviceId;
    this.#gotChange();
    return true;
  }
}
