/**
 * What the person does with their own microphone, camera and screen during a call.
 *
 * Changes the local media and sees to it that peers get the tracks, the server the flags, and this
 * tab's memory the choice. It does not know how devices are opened or tracks are sent.
 */

/** @import {CallStore} from "./events.js" */
/** @import {InputKind} from "./model.js" */
/** @import {LocalMedia} from "./local-media.js" */
/** @import {Memory} from "./memory.js" */
/** @import {Mesh} from "./mesh.js" */
/** @import {Requests} from "./requests.js" */

const TOGGLES = /** @type {const} */ ({ microphone: "toggle-audio", camera: "toggle-video" });
const KINDS = /** @type {const} */ (["microphone", "camera"]);

export class OwnMedia {
  #media;
  #mesh;
  #memory;
  #requests;
  #store;
  /** @type {Partial<Record<InputKind, boolean>>} what the server was last told, nothing before entry */
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

  /** What the person sees of themselves. */
  get preview() {
    return this.#media.preview;
  }

  /** What the level meter listens to. */
  get microphoneTrack() {
    return this.#media.microphone.track;
  }

  get canShareScreen() {
    return this.#media.canShareScreen;
  }

  /** Open what this tab had open, or both in a new tab. */
  async open() {
    await this.#media.open(this.#memory.choices);
  }

  /** Ask for the devices once more that could not be had. */
  async tryAgain() {
    for (const kind of KINDS) if (this.#media[kind].problem) await this.#media[kind].turnOn();
  }

  /** @param {InputKind} kind */
  async toggle(kind) {
    const input = this.#media[kind];
    const { isOn, isOpening } = this.#store.state.media[kind];
    if (isOpening) return;
    this.#memory.changeTab({ isOn: { ...this.#memory.tab.isOn, [kind]: !isOn } });
    if (isOn) input.turnOff();
    else await input.turnOn();
  }

  /** @param {InputKind} kind @param {string} deviceId */
  async choose(kind, deviceId) {
    this.#memory.deviceIds = { ...this.#memory.deviceIds, [kind]: deviceId };
    await this.#media[kind].choose(deviceId);
  }

  async toggleScreen() {
    if (this.#store.state.media.isSharingScreen) return this.#stopSharing();
    const screen = await this.#media.chooseScreen();
    if (!screen) return;
    if (await this.#requests.request("start-screen-share")) {
      this.#media.share(screen, () => this.#stopSharing());
    } else {
      screen.stop();
    }
  }

  /** Silence oneself because a host asked for it. */
  mute() {
    this.#memory.changeTab({ isOn: { ...this.#memory.tab.isOn, microphone: false } });
    this.#media.microphone.turnOff();
  }

  /** Tell the server everything, as it takes a newcomer to be unmuted. */
  tellAll() {
    this.#told = {};
    this.#tell();
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
    if (this.#store.state.isConnected) this.#tell();
  }

  /** @param {string | null} label of the device used instead */
  #gotLoss(label) {
    const kind = label === null ? "device-lost" : "device-fell-back";
    this.#store.dispatch({ type: "noticed", payload: { kind, about: label ?? "" } });
  }

  #tell() {
    for (const kind of KINDS) {
      const enabled = this.#store.state.media[kind].isOn;
      if (this.#told[kind] === enabled) continue;
      this.#told[kind] = enabled;
      this.#tellOne(kind, enabled);
    }
  }

  /** @param {InputKind} kind @param {boolean} enabled */
  async #tellOne(kind, enabled) {
    const isDone = await this.#requests.request(TOGGLES[kind], { enabled });
    if (isDone || !enabled || !this.#store.state.isConnected) return;
    // The room doesn't allow it: nobody is to be sent what others take to be off.
    this.#told[kind] = false;
    this.#media[kind].turnOff();
  }
}
