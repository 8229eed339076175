/**
 * Tell this person what happens to their devices during a call, and offer those that are connected.
 *
 * The watch knows the local media; it does not know how devices are opened. Before joining, the lists
 * of devices show the same.
 */

import { SYSTEM } from "../media/device-changes.js";
import { refusalOf } from "./state/permissions.js";

/** @import {ConnectedDevice} from "../media/device-changes.js" */
/** @import {LocalMedia} from "../media/local-media.js" */
/** @import {DeviceKind, InputKind} from "../media/media-state.js" */
/** @import {CallStore, Events} from "./state/events.js" */
/** @import {NoticeKind} from "./state/model.js" */

/** @type {Record<DeviceKind, NoticeKind>} */
const CONNECTED = {
  microphone: "microphone-connected",
  camera: "camera-connected",
  speaker: "speaker-connected",
};

/** The ids of the system's device. */
const OF_SYSTEM = ["", SYSTEM];

export class DeviceWatch {
  #media;
  #store;

  /** @param {{media: LocalMedia, store: CallStore}} parts */
  constructor({ media, store }) {
    this.#media = media;
    this.#store = store;
    media.gotConnected = (device) => this.#gotConnected(device);
    media.gotDeviceLost = (kind, label) => this.#gotLost(kind, label);
    media.gotDeviceRefused = (about) => this.#notify({ kind: "device-refused", about });
    media.gotOtherSystemMicrophone = (about) => this.#notify({ kind: "device-changed", about });
  }

  /**
   * Offer a device, unless it is used by itself. Before joining, open it if there was none of its kind.
   * @param {ConnectedDevice} device
   */
  #gotConnected({ kind, deviceId, label, isOfSystem }) {
    const { media, phase } = this.#store.state;
    if (phase === "prejoin" && kind !== "speaker") this.#openMissing(kind);
    const used = media[kind].deviceId;
    const isUsed = used === deviceId || (isOfSystem && OF_SYSTEM.includes(used));
    if (phase !== "meeting" || isUsed) return;
    this.#notify({ kind: CONNECTED[kind], about: label, deviceId });
  }

  /** @param {InputKind} kind */
  #openMissing(kind) {
    const isAllowed = refusalOf(this.#store.state, kind) === null;
    if (this.#media[kind].problem === "missing" && isAllowed) this.#media[kind].turnOn();
  }

  /** @param {InputKind} kind @param {string | null} label of the replacement device */
  #gotLost(kind, label) {
    if (label !== null) this.#notify({ kind: "device-fell-back", about: label });
    else if (this.#media[kind].problem === "denied")
      this.#notify({ kind: "device-blocked", about: kind });
    else this.#notify({ kind: "device-lost", about: "" });
  }

  /** @param {Events["notice-added"]} payload */
  #notify(payload) {
    this.#store.dispatch({ type: "notice-added", payload });
  }
}
