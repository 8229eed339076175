/**
 * One's own microphone, camera and screen: acquires, mutes, replaces and releases them.
 *
 * Local media knows the browser's media devices and what the person chose; it knows no peer, no
 * server and no page, and works with neither microphone nor camera. The picture sent is the screen
 * while it is shared, else the camera.
 */

import { Input } from "./input.js";
import { realTimers } from "./timers.js";

/** @import {InputKind, InputState, MediaState} from "./model.js" */
/** @import {Outgoing} from "./peer-link.js" */
/** @import {Timers} from "./timers.js" */

/** A screen is read, not watched: sharpness before smoothness. */
const SCREEN = { frameRate: { ideal: 10, max: 15 } };
/** Who takes longer to choose a screen may not see where the browser asks. */
const CHOOSING_MS = 8000;

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
  /** A screen that was chosen for an earlier wish comes too late. */
  #wish = 0;
  #timers;
  /** @type {Record<InputKind, {deviceId: string, label: string}[]>} */
  #devices = { microphone: [], camera: [] };

  /**
   * @param {MediaDevices | undefined} mediaDevices missing on pages that came by plain http
   * @param {Timers} timers
   */
  constructor(mediaDevices = navigator.mediaDevices, timers = realTimers) {
    this.#mediaDevices = mediaDevices;
    this.#timers = timers;
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
    const alone = wanted.length === 2 ? await this.#openTogether() : wanted;
    for (const input of alone) await input.turnOn();
    this.#listDevices();
  }

  /**
   * Ask which screen to share; it is not sent before `share`.
   * @param {() => void} gotDelay the person takes long to choose
   * @returns {Promise<MediaStreamTrack | null>} null if the person thought better of it
   */
  async chooseScreen(gotDelay) {
    const wish = ++this.#wish;
    const delay = this.#timers.set(gotDelay, CHOOSING_MS);
    try {
      const stream = await this.#mediaDevices?.getDisplayMedia({ video: SCREEN, audio: false });
      const track = stream?.getVideoTracks()[0] ?? null;
      if (wish === this.#wish) return track;
      track?.stop();
      return null;
    } catch {
      return null;
    } finally {
      this.#timers.clear(delay);
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

  /**
   * Put one question for both, where the person grants both.
   * @returns {Promise<Input[]>} those that are to be asked for alone
   */
  async #openTogether() {
    const asked = this.#ask();
    const areOpen = await Promise.all([
      this.microphone.turnOnWith(asked.then((stream) => first(stream.getAudioTracks()))),
      this.camera.turnOnWith(asked.then((stream) => first(stream.getVideoTracks()))),
    ]);
    return [this.microphone, this.camera].filter((_input, index) => !areOpen[index]);
  }

  async #ask() {
    if (!this.#mediaDevices) throw new DOMException("No secure connection", "InsecureError");
    return this.#mediaDevices.getUserMedia({
      audio: this.microphone.constraints,
      video: this.camera.constraints,
    });
  }

  /** Devices have names only once the person has allowed one. */
  async #listDevices() {
    const devices = await this.#enumerate();
    const named = devices.filter(({ deviceId, label }) => deviceId && label);
    const of = (/** @type {string} */ kind) =>
      named.filter((one) => one.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }));
    this.#devices = { microphone: of("audioinput"), camera: of("videoinput") };
    this.#changed();
  }

  /** A browser that can't name its devices leaves no choice between them. */
  async #enumerate() {
    try {
      return (await this.#mediaDevices?.enumerateDevices()) ?? [];
    } catch {
      return [];
    }
  }

  /** @param {InputKind} kind */
  #newInput(kind) {
    return new Input({
      kind,
      mediaDevices: this.#mediaDevices,
      gotChange: () => this.#changed(),
      gotLoss: (label) => this.gotLoss(kind, label),
      gotTrack: () => this.#listDevices(),
      timers: this.#timers,
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

/** @param {MediaStreamTrack[]} tracks */
function first([track]) {
  if (!track) throw new DOMException("No track came", "NotFoundError");
  return track;
}
