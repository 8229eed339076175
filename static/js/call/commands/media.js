/**
 * Control this person's microphone, camera and screen during a call.
 *
 * `OwnMedia` changes the local media, then sends the tracks to the peers, the flags to the server
 * and the choice to this tab's memory. Media that the room forbids stays off. It does not know how
 * devices are opened or tracks are sent.
 */

import { refusalOf } from "../state/permissions.js";

/** @import {Memory} from "../../browser/call-storage.js" */
/** @import {LocalMedia} from "../../media/local-media.js" */
/** @import {Mesh} from "../../rtc/mesh.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {InputKind, NoticeKind} from "../state/model.js" */
/** @import {Deed} from "../state/permissions.js" */
/** @import {Requests} from "./room-requests.js" */

const TOGGLES = /** @type {const} */ ({ microphone: "toggle-audio", camera: "toggle-video" });
const KINDS = /** @type {const} */ (["microphone", "camera"]);

export class OwnMedia {
  #media;
  #mesh;
  #memory;
  #requests;
  #store;
  /** @type {Partial<Record<InputKind, boolean>>} flags last sent to the server */
  #told = {};

  /**
   * @param {object} parts
   * @param {LocalMedia} parts.media
   * @param {Mesh} parts.mesh
   * @param {Memory} parts.memory
   * @param {Requests} parts.requests
   * @param {CallStore} parts.store
   */
  constructor({ media, mesh, memory, requests, store }) {
    this.#media = media;
    this.#mesh = mesh;
    this.#memory = memory;
    this.#requests = requests;
    this.#store = store;
    media.gotChange = () => this.#gotChange();
    media.gotLoss = (_kind, label) => this.#gotLoss(label);
  }

  /** The stream of the self view. */
  get preview() {
    return this.#media.preview;
  }

  /** The track that the level meter measures. */
  get microphoneTrack() {
    return this.#media.microphone.track;
  }

  get canShareScreen() {
    return this.#media.canShareScreen;
  }

  /** Open the devices that were on in this tab, or both in a new tab. */
  async open() {
    const { microphone, camera } = this.#memory.choices;
    await this.#media.open({
      microphone: { ...microphone, isOn: microphone.isOn && this.#mayUse("microphone") },
      camera: { ...camera, isOn: camera.isOn && this.#mayUse("camera") },
    });
  }

  /** Request again the devices that could not be opened. */
  async tryAgain() {
    for (const kind of KINDS) if (this.#media[kind].problem) await this.#media[kind].turnOn();
  }

  /** @param {InputKind} kind */
  async toggle(kind) {
    const input = this.#media[kind];
    const { isOn, isOpening, problem } = this.#store.state.media[kind];
    if (isOpening && !problem) return;
    const refusal = isOn ? null : refusalOf(this.#store.state, kind);
    if (refusal) return this.#requests.refused(refusal);
    this.#remember(kind, !isOn);
    if (isOn) input.turnOff();
    else await input.turnOn();
  }

  /** Turn off the devices for which the browser has not answered. */
  goWithout() {
    const { media } = this.#store.state;
    for (const kind of KINDS) {
      if (["asking", "silent"].includes(media[kind].problem ?? "")) this.#media[kind].turnOff();
    }
  }

  /** @param {InputKind} kind */
  async turnOn(kind) {
    if (!this.#store.state.media[kind].isOn) await this.toggle(kind);
  }

  /** @param {InputKind} kind @param {string} deviceId */
  async choose(kind, deviceId) {
    this.#memory.deviceIds = { ...this.#memory.deviceIds, [kind]: deviceId };
    await this.#media[kind].choose(deviceId);
  }

  async toggleScreen() {
    if (this.#store.state.media.isSharingScreen) return this.#stopSharing();
    const refusal = refusalOf(this.#store.state, "screen");
    if (refusal) return this.#requests.refused(refusal);
    const screen = await this.#media.chooseScreen(() => this.#notice("choose-screen"));
    if (!screen) return;
    if (await this.#requests.request("start-screen-share")) {
      this.#media.share(screen, () => this.#stopSharing());
    } else {
      screen.stop();
    }
  }

  /** Mute the microphone because a host requested it. */
  mute() {
    this.#turnOff("microphone");
  }

  /** Turn off media that the room no longer allows. */
  obey() {
    const { media } = this.#store.state;
    for (const kind of KINDS) if (media[kind].isOn && !this.#mayUse(kind)) this.#turnOff(kind);
    if (media.isSharingScreen && !this.#mayUse("screen")) this.#stopSharing();
  }

  /** Send the flags that the server has not confirmed. */
  tell() {
    for (const kind of KINDS) {
      const enabled = this.#store.state.media[kind].isOn;
      if (this.#told[kind] === enabled) continue;
      this.#told[kind] = enabled;
      this.#tellOne(kind, enabled);
    }
  }

  /** Send all flags, because the server assumes that a newcomer is unmuted. */
  tellAll() {
    this.#told = {};
    this.tell();
    if (this.#store.state.media.isSharingScreen) this.#requests.ask("start-screen-share");
  }

  release() {
    this.#told = {};
    this.#media.release();
  }

  async #stopSharing() {
    this.#media.stopSharing();
    await this.#requests.ask("stop-screen-share");
  }

  #gotChange() {
    this.#store.dispatch({ type: "media-changed", payload: this.#media.state });
    this.#mesh.tracksChanged();
    const { isConnected, phase } = this.#store.state;
    if (isConnected && phase === "meeting") this.tell();
  }

  /** @param {string | null} label of the replacement device */
  #gotLoss(label) {
    this.#notice(label === null ? "device-lost" : "device-fell-back", label ?? "");
  }

  /** @param {NoticeKind} kind @param {string} [about] */
  #notice(kind, about = "") {
    this.#store.dispatch({ type: "noticed", payload: { kind, about } });
  }

  /** @param {InputKind} kind @param {boolean} enabled */
  async #tellOne(kind, enabled) {
    const isDone = await this.#requests.request(TOGGLES[kind], { enabled });
    if (isDone) return;
    if (!this.#store.state.isConnected) {
      delete this.#told[kind];
    } else if (enabled) {
      // The room does not allow it. Stop sending: other people see this device as off.
      this.#told[kind] = false;
      this.#media[kind].turnOff();
    }
  }

  /** @param {Deed} deed */
  #mayUse(deed) {
    return refusalOf(this.#store.state, deed) === null;
  }

  /** @param {InputKind} kind */
  #turnOff(kind) {
    this.#remember(kind, false);
    this.#media[kind].turnOff();
  }

  /** @param {InputKind} kind @param {boolean} isOn */
  #remember(kind, isOn) {
    this.#memory.changeTab({ isOn: { ...this.#memory.tab.isOn, [kind]: isOn } });
  }
}
