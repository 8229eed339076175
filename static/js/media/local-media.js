/**
 * Acquire, mute, replace and release this client's microphone, camera and screen, and choose its
 * speaker.
 *
 * Local media knows the browser's media devices and the person's choices. It does not know peers,
 * the server or the page, and it works without a microphone and without a camera. The screen is
 * shared beside the camera, with the sound of a shared tab if the browser provides it.
 */

import { realTimers } from "../browser/timers.js";
import { CameraBackground } from "./background/camera-background.js";
import { connectedDevices, otherSystemMicrophone } from "./device-changes.js";
import { InputDevice } from "./input-device.js";
import { watchPermission } from "./permission-watch.js";
import { ScreenShare } from "./screen-share.js";
import { Speaker } from "./speaker.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {Replacement} from "./background/camera-background.js" */
/** @import {FrameProcessor} from "./background/frame-processor.js" */
/** @import {OwnPicture} from "./background/own-picture.js" */
/** @import {ConnectedDevice, Device} from "./device-changes.js" */
/** @import {BackgroundProblem, InputKind, InputState, MediaState, Source} from "./media-state.js" */

/** @typedef {{isOn: boolean, deviceId: string}} InputChoice */
/**
 * @typedef {object} OutgoingTracks the tracks to send to every peer
 * @property {MediaStream} stream groups microphone and camera
 * @property {MediaStream} screenStream groups the screen and its sound
 * @property {Record<Source, MediaStreamTrack | null>} tracks
 */

export class LocalMedia {
  /** @type {() => void} called after any change of the outgoing or previewed tracks */
  gotChange = () => {};
  /**
   * Called when a device was lost, with the label of its replacement.
   * @type {(kind: InputKind, label: string | null) => void}
   */
  gotDeviceLost = () => {};
  /**
   * Called when a device was connected that is not used.
   * @type {(device: ConnectedDevice) => void}
   */
  gotConnected = () => {};
  /**
   * Called when another microphone is used, because the system uses it now, with its label.
   * @type {(label: string) => void}
   */
  gotOtherSystemMicrophone = () => {};
  /**
   * Called if a device that was chosen can't be used, with the label of the one that is still used.
   * @type {(label: string) => void}
   */
  gotDeviceRefused = () => {};
  /**
   * Called when the person allowed a device in the settings of the browser.
   * @type {(kind: InputKind) => void}
   */
  gotAllowed = () => {};
  /** Called when the state of the background has changed, and no track. */
  gotBackgroundState = () => {};
  /**
   * Called when the background can't be replaced any longer, before it becomes visible.
   * @type {(problem: BackgroundProblem) => void}
   */
  gotBackgroundProblem = () => {};
  /** The camera's video for the self view. */
  preview = new MediaStream();

  /** Empty streams; their ids group the outgoing tracks for peers. */
  #stream = new MediaStream();
  #screenStream = new MediaStream();
  #mediaDevices;
  #timers;
  /** @type {Record<InputKind, {deviceId: string, label: string}[]>} */
  #devices = { microphone: [], camera: [] };
  /** @type {readonly Device[] | null} all devices as the browser lists them, null before it has */
  #listed = null;

  /**
   * @param {object} [parts]
   * @param {MediaDevices | undefined} [parts.mediaDevices] undefined on pages loaded over plain HTTP
   * @param {Timers} [parts.timers]
   * @param {Permissions} [parts.permissions]
   * @param {((background: Replacement) => Promise<FrameProcessor>) | null} [parts.loadFrameProcessor]
   *   null if this browser or page can't change the background
   * @param {OwnPicture | null} [parts.ownPicture]
   */
  constructor({
    mediaDevices = navigator.mediaDevices,
    timers = realTimers,
    permissions,
    loadFrameProcessor = null,
    ownPicture = null,
  } = {}) {
    this.#mediaDevices = mediaDevices;
    this.#timers = timers;
    this.microphone = this.#newInput("microphone");
    this.camera = this.#newInput("camera");
    const gotChange = () => this.#changed();
    this.screen = new ScreenShare({ mediaDevices, gotChange, timers });
    this.speaker = new Speaker(gotChange);
    this.background = new CameraBackground(loadFrameProcessor, ownPicture, {
      gotChange,
      gotState: () => this.gotBackgroundState(),
      gotProblem: (problem) => this.gotBackgroundProblem(problem),
    });
    mediaDevices?.addEventListener("devicechange", () => this.#gotOtherDevices());
    for (const { kind } of [this.microphone, this.camera])
      watchPermission(kind, () => this.gotAllowed(kind), permissions);
  }

  /** @returns {OutgoingTracks} */
  get outgoing() {
    return {
      stream: this.#stream,
      screenStream: this.#screenStream,
      tracks: {
        microphone: this.microphone.track,
        camera: this.background.track,
        screen: this.screen.picture,
        "screen-sound": this.screen.sound,
      },
    };
  }

  /** @returns {MediaState} */
  get state() {
    return {
      microphone: this.#stateOf(this.microphone),
      camera: this.#stateOf(this.camera),
      speaker: this.speaker.state,
      background: this.background.state,
      isSharingScreen: this.screen.picture !== null,
      isSelfMirrored: !this.camera.facesAway,
    };
  }

  /**
   * Open the chosen devices. A device that can't be opened sets a problem in the state; nothing is
   * thrown.
   * @param {Record<InputKind, InputChoice>} choices
   */
  async open(choices) {
    const inputs = [this.microphone, this.camera];
    for (const input of inputs) input.deviceId = choices[input.kind].deviceId;
    const wanted = inputs.filter((input) => choices[input.kind].isOn);
    for (const input of wanted) input.isOn = true;
    const alone = wanted.length === 2 ? await this.#openTogether() : wanted;
    // The person may have turned a device off, or left, while the browser asked for another one.
    for (const input of alone) if (input.isOn) await input.turnOn();
    this.#listDevices();
  }

  /** Release every device. The chosen ids stay. */
  release() {
    this.screen.cancel();
    this.screen.stop();
    this.microphone.release();
    this.camera.release();
    this.#changed();
  }

  /**
   * Request microphone and camera together, so that the browser asks the person once.
   * @returns {Promise<InputDevice[]>} the inputs to request separately
   */
  async #openTogether() {
    const request = this.#getStream();
    const areOpen = await Promise.all([
      this.microphone.turnOnWith(request.then((stream) => first(stream.getAudioTracks()))),
      this.camera.turnOnWith(request.then((stream) => first(stream.getVideoTracks()))),
    ]);
    return [this.microphone, this.camera].filter((_input, index) => !areOpen[index]);
  }

  async #getStream() {
    if (!this.#mediaDevices) throw new DOMException("No secure connection", "InsecureError");
    return this.#mediaDevices.getUserMedia({
      audio: this.microphone.constraints,
      video: this.camera.constraints,
    });
  }

  async #gotOtherDevices() {
    const before = this.#listed;
    const now = await this.#listDevices();
    if (!before) return;
    for (const device of connectedDevices(before, now)) this.gotConnected(device);
    const device = otherSystemMicrophone(before, now);
    if (!device || !this.microphone.usesSystem) return;
    if (await this.microphone.followSystem(device)) this.gotOtherSystemMicrophone(device.label);
  }

  /**
   * Update the device list. Devices have labels only after the person has allowed one.
   * @returns {Promise<readonly Device[]>}
   */
  async #listDevices() {
    const devices = await this.#enumerate();
    this.#listed = devices;
    const named = devices.filter(({ deviceId, label }) => deviceId && label);
    const of = (/** @type {string} */ kind) =>
      named.filter((one) => one.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }));
    this.#devices = { microphone: of("audioinput"), camera: of("videoinput") };
    this.speaker.gotDevices(of("audiooutput"));
    this.#changed();
    return devices;
  }

  /** Return the browser's devices, or none if it can't list them. */
  async #enumerate() {
    try {
      return (await this.#mediaDevices?.enumerateDevices()) ?? [];
    } catch {
      return [];
    }
  }

  /** @param {InputKind} kind */
  #newInput(kind) {
    return new InputDevice({
      kind,
      mediaDevices: this.#mediaDevices,
      gotChange: () => this.#changed(),
      gotDeviceLost: (label) => this.gotDeviceLost(kind, label),
      gotRefusal: (label) => this.gotDeviceRefused(label),
      gotTrack: () => this.#listDevices(),
      timers: this.#timers,
    });
  }

  /** @param {InputDevice} input @returns {InputState} */
  #stateOf({ kind, track, isOpening, problem, deviceId, ...input }) {
    const isOn = input.isOn && track !== null;
    return { isOn, isOpening, problem, deviceId, devices: this.#devices[kind] };
  }

  #changed() {
    this.background.follow(this.camera.track);
    const camera = this.background.track;
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
