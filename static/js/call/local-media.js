/**
 * One's own microphone, camera and screen: acquires, mutes, replaces and releases them.
 *
 * Local media knows the browser's media devices and what the person chose; it knows no peer, no
 * server and no page, and works with neither microphone nor camera. The picture sent is the screen
 * while it is shared, else the camera.
 */

import { Input } from "./input.js";

/** @import {InputKind, InputState, MediaState} from "./model.js" */
/** @import {Outgoing} from "./peer-link.js" */

/** A screen is read, not watched: sharpness before smoothness. */
const SCREEN = { frameRate: { ideal: 10, max: 15 } };

/** @typedef {{isOn: boolean, deviceId: string}} Choice */

export class LocalMedia {
  /** @type {() => void} after any change of what is sent or shown */
  gotChange = () => {};
  /** @type {(kind: InputKind, label: string | null) => void} a device vanished; the one used instead */
  gotLoss = () => {};
  /** The picture of the camera for oneself. */
  preview = new MediaStream();

  /** Peers tell by this stream which sound and picture belong together. */
  #stream = new MediaStream();
  #mediaDevices;
  /** @type {MediaStreamTrack | null} */
  #screen = null;
  /** Answers to an earlier wish come too late. */
  #wish = 0;
  /** @type {Record<InputKind, {deviceId: string, label: string}[]>} */
  #devices = { microphone: [], camera: [] };

  /** @param {MediaDevices | undefined} mediaDevices missing on pages that came by plain http */
  constructor(mediaDevices = navigator.mediaDevices) {
    this.#mediaDevices = mediaDevices;
    this.microphone = this.#newInput("microphone");
    this.camera = this.#newInput("camera");
    mediaDevices?.addEventListener("devicechange", () => this.#listDevices());
  }

  /** @returns {Outgoing} */
  get outgoing() {
    return {
      stream: this.#stream,
      audio: this.microphone.track,
      video: this.#screen ?? this.camera.track,
    };
  }

  /** @returns {MediaState} */
  get state() {
    return {
      microphone: this.#stateOf(this.microphone),
      camera: this.#stateOf(this.camera),
      isSharingScreen: this.#screen !== null,
    };
  }

  get canShareScreen() {
    return Boolean(this.#mediaDevices && "getDisplayMedia" in this.#mediaDevices);
  }

  /**
   * Open what is wanted; what can't be had is a problem in the state, not an error.
   * @param {Record<InputKind, Choice>} choices
   */
  async open(choices) {
    const inputs = [this.microphone, this.camera];
    for (const input of inputs) input.deviceId = choices[input.kind].deviceId;
    const wanted = inputs.filter((input) => choices[input.kind].isOn);
    const areOpen = wanted.length === 2 && (await this.#openTogether());
    if (!areOpen) for (const input of wanted) await input.turnOn();
    await this.#listDevices();
  }

  /**
   * Ask which screen to share; it is not sent before `share`.
   * @returns {Promise<MediaStreamTrack | null>} null if the person thought better of it
   */
  async chooseScreen() {
    try {
      const stream = await this.#mediaDevices?.getDisplayMedia({ video: SCREEN, audio: false });
      return stream?.getVideoTracks()[0] ?? null;
    } catch {
      return null;
    }
  }

  /** @param {MediaStreamTrack} track @param {() => void} gotEnd the browser's own bar stopped it */
  share(track, gotEnd) {
    track.contentHint = "detail";
    track.onended = gotEnd;
    this.#screen = track;
    this.#changed();
  }

  stopSharing() {
    if (!this.#screen) return;
    this.#screen.onended = null;
    this.#screen.stop();
    this.#screen = null;
    this.#changed();
  }

  /** Give every device back; what was on can be opened again. */
  release() {
    this.#wish += 1;
    this.stopSharing();
    this.microphone.release();
    this.camera.release();
    this.#changed();
  }

  /** One question for both, where the person grants both. */
  async #openTogether() {
    const wish = ++this.#wish;
    this.microphone.isOpening = this.camera.isOpening = true;
    this.#changed();
    try {
      const stream = await this.#mediaDevices?.getUserMedia({
        audio: this.microphone.constraints,
        video: this.camera.constraints,
      });
      const [audio] = stream?.getAudioTracks() ?? [];
      const [video] = stream?.getVideoTracks() ?? [];
      if (!audio || !video) return false;
      if (wish !== this.#wish) {
        audio.stop();
        video.stop();
        return true;
      }
      this.microphone.isOn = this.camera.isOn = true;
      this.microphone.adopt(audio);
      this.camera.adopt(video);
      return true;
    } catch {
      return false;
    } finally {
      this.microphone.isOpening = this.camera.isOpening = false;
    }
  }

  /** Devices have names only once the person has allowed one. */
  async #listDevices() {
    const devices = (await this.#mediaDevices?.enumerateDevices()) ?? [];
    const named = devices.filter(({ deviceId, label }) => deviceId && label);
    const of = (/** @type {string} */ kind) =>
      named.filter((one) => one.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }));
    this.#devices = { microphone: of("audioinput"), camera: of("videoinput") };
    this.#changed();
  }

  /** @param {InputKind} kind */
  #newInput(kind) {
    return new Input({
      kind,
      mediaDevices: this.#mediaDevices,
      gotChange: () => this.#changed(),
      gotLoss: (label) => this.gotLoss(kind, label),
    });
  }

  /** @param {Input} input @returns {InputState} */
  #stateOf({ kind, track, isOpening, problem, deviceId, ...input }) {
    const isOn = input.isOn && track !== null;
    return { isOn, isOpening, problem, deviceId, devices: this.#devices[kind] };
  }

  #changed() {
    const camera = this.camera.track;
    for (const track of this.preview.getTracks())
      if (track !== camera) this.preview.removeTrack(track);
    if (camera) this.preview.addTrack(camera);
    this.gotChange();
  }
}
