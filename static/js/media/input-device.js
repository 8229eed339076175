/**
 * Open, enable, disable, replace and monitor one microphone or camera.
 *
 * An input knows the browser's media devices; it does not know peers or the page. A camera that is
 * off is released, so that its light goes out. A microphone that is off stays open, so that it can
 * be turned on without delay. A result of `getUserMedia` is discarded if the person has changed
 * their choice in the meantime. While the browser does not answer, the state contains a problem.
 */

import { realTimers } from "../browser/timers.js";
import { withTimeouts } from "./answer-timeouts.js";
import { SYSTEM } from "./device-changes.js";
import { constraintsOf } from "./device-constraints.js";
import { isNotConnected, problemOf } from "./device-errors.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {InputKind, Problem} from "./media-state.js" */

export class InputDevice {
  /** @type {MediaStreamTrack | null} */
  track = null;
  isOn = false;
  isOpening = false;
  /** @type {Problem | null} */
  problem = null;
  deviceId = "";
  /** Whether the device is a camera that faces away from the person. */
  facesAway = false;
  #requestId = 0;

  /**
   * @param {object} options
   * @param {InputKind} options.kind
   * @param {MediaDevices | undefined} options.mediaDevices undefined on pages loaded over plain
   *   HTTP
   * @param {() => void} options.gotChange
   * @param {(label: string | null) => void} options.gotDeviceLost called with the label of the
   *   replacement device, or null
   * @param {(label: string) => void} [options.gotRefusal] called with the label of the device that is
   *   still used, if another one that was chosen can't be used
   * @param {() => void} [options.gotTrack] called when a device was opened
   * @param {Timers} [options.timers]
   */
  constructor({
    kind,
    mediaDevices,
    gotChange,
    gotDeviceLost,
    gotRefusal = () => {},
    gotTrack = () => {},
    timers = realTimers,
  }) {
    this.kind = kind;
    this.mediaDevices = mediaDevices;
    this.gotChange = gotChange;
    this.gotDeviceLost = gotDeviceLost;
    this.gotRefusal = gotRefusal;
    this.gotTrack = gotTrack;
    this.timers = timers;
  }

  get constraints() {
    return constraintsOf(this.kind, this.deviceId);
  }

  /** Turn on the device. The promise settles when the browser has answered, or after 20 s. */
  async turnOn() {
    this.isOn = true;
    if (this.track) {
      this.track.enabled = true;
      this.gotChange();
    } else {
      await this.#open(() => this.#getTrack());
    }
  }

  /**
   * Turn on with a track from a request for microphone and camera together.
   * @param {Promise<MediaStreamTrack>} request
   * @returns {Promise<boolean>} false if the request was refused, so that the caller can request
   *   this device alone
   */
  async turnOnWith(request) {
    this.isOn = true;
    let [isWaiting, isRefused] = [true, false];
    const ask = () => request;
    await this.#open(ask, (error) => {
      if (isWaiting) isRefused = true;
      else this.#fail(error);
    });
    isWaiting = false;
    return !isRefused;
  }

  turnOff() {
    this.isOn = false;
    this.#clearPendingProblem();
    // A microphone stays open, so that a change to another one goes on.
    if (this.kind === "camera") this.#stopTrack();
    if (this.track) this.track.enabled = false;
    else this.#cancel();
    this.gotChange();
  }

  /**
   * Select another device. It is opened now if the input is open, else at the next `turnOn`. If it
   * can't be opened, the device in use continues.
   * @param {string} deviceId
   * @returns {Promise<boolean>} false if the device can't be used
   */
  async choose(deviceId) {
    const former = this.deviceId;
    this.deviceId = deviceId;
    if (this.track) return this.#replace(this.track.label, former);
    if (this.isOn) await this.#open(() => this.#getTrack());
    else this.gotChange();
    return true;
  }

  /** Whether the system's device is open, whichever it is. */
  get usesSystem() {
    return this.track !== null && this.deviceId === SYSTEM;
  }

  /**
   * Open the device that the system uses now, because the browser stays with the former one. The
   * device is requested by its own id: Chromium returns the former one for the system's id.
   * @param {{deviceId: string, label: string}} device
   * @returns {Promise<boolean>} false if it is already in use, or can't be used
   */
  async followSystem({ deviceId, label }) {
    if (this.track?.label === label) return false;
    await this.#open(
      () => this.#request(constraintsOf(this.kind, deviceId)),
      () => this.gotChange(),
    );
    if (this.track?.label !== label) return false;
    this.deviceId = SYSTEM;
    this.gotChange();
    return true;
  }

  /** Use a track that the browser returned. @param {MediaStreamTrack} track */
  useTrack(track) {
    this.#stopTrack();
    this.track = track;
    this.problem = null;
    const { deviceId, facingMode } = track.getSettings();
    this.deviceId = deviceId ?? this.deviceId;
    this.facesAway = facingMode === "environment";
    track.enabled = this.isOn;
    track.onended = () => this.#gotEnded();
    this.gotChange();
    this.gotTrack();
  }

  release() {
    this.isOn = false;
    this.#cancel();
    this.#stopTrack();
  }

  /**
   * Open the chosen device in place of the open one.
   * @param {string} label of the open device
   * @param {string} former its id
   * @returns {Promise<boolean>} false if the chosen device can't be used
   */
  async #replace(label, former) {
    let isUsed = true;
    const gotRefusal = async () => {
      isUsed = false;
      this.deviceId = former;
      if (this.track?.readyState === "live") this.gotChange();
      else await this.#open(() => this.#getTrack());
      if (this.track) this.gotRefusal(label);
    };
    await this.#open((requestId) => this.#getOther(requestId), gotRefusal);
    return isUsed;
  }

  /** Discard the device that the browser may still return. */
  #cancel() {
    this.#requestId += 1;
    this.isOpening = false;
    this.#clearPendingProblem();
  }

  /**
   * @param {(requestId: number) => Promise<MediaStreamTrack>} ask
   * @param {(error: unknown) => void | Promise<void>} [gotRefusal]
   */
  async #open(ask, gotRefusal = (error) => this.#fail(error)) {
    const requestId = ++this.#requestId;
    const request = ask(requestId);
    this.isOpening = true;
    this.#clearPendingProblem();
    this.gotChange();
    const answered = this.#settle(request, requestId, gotRefusal);
    await withTimeouts(answered, this.timers, (problem) =>
      this.#setPendingProblem(requestId, problem),
    );
  }

  /**
   * @param {Promise<MediaStreamTrack>} request
   * @param {number} requestId
   * @param {(error: unknown) => void | Promise<void>} gotRefusal
   */
  async #settle(request, requestId, gotRefusal) {
    try {
      const track = await request;
      if (requestId !== this.#requestId) return track.stop();
      this.isOpening = false;
      this.useTrack(track);
    } catch (error) {
      if (requestId !== this.#requestId) return;
      this.isOpening = false;
      this.#clearPendingProblem();
      await gotRefusal(error);
    }
  }

  /** @param {number} requestId @param {"pending" | "unanswered"} problem */
  #setPendingProblem(requestId, problem) {
    if (requestId !== this.#requestId) return;
    if (problem === "unanswered") this.isOpening = false;
    this.problem = problem;
    this.gotChange();
  }

  #clearPendingProblem() {
    if (this.problem === "pending" || this.problem === "unanswered") this.problem = null;
  }

  /** Open the chosen device, or another one if it is not connected. */
  async #getTrack() {
    try {
      return await this.#request(this.constraints);
    } catch (error) {
      if (!this.deviceId || !isNotConnected(error)) throw error;
      return this.#request(constraintsOf(this.kind));
    }
  }

  /**
   * Open the chosen device while another one is open. Phones open only one camera at a time:
   * therefore the other one is released if the chosen one is busy.
   * @param {number} requestId
   */
  async #getOther(requestId) {
    try {
      return await this.#request(this.constraints);
    } catch (error) {
      const mayConflict = this.kind === "camera" && problemOf(error) === "busy";
      if (!mayConflict || requestId !== this.#requestId) throw error;
      this.#stopTrack();
      return this.#request(this.constraints);
    }
  }

  /** @param {MediaTrackConstraints} wanted @returns {Promise<MediaStreamTrack>} */
  async #request(wanted) {
    if (!this.mediaDevices) throw new DOMException("No secure connection", "InsecureError");
    const stream = await this.mediaDevices.getUserMedia(
      this.kind === "camera" ? { video: wanted } : { audio: wanted },
    );
    const [track] = stream.getTracks();
    if (!track) throw new DOMException("No track came", "NotFoundError");
    return track;
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#stopTrack();
    this.isOn = false;
    this.problem = this.mediaDevices ? problemOf(error) : "insecure";
    this.gotChange();
  }

  /** Handle an unplugged or revoked device: open another device if there is one. */
  async #gotEnded() {
    this.#stopTrack();
    this.deviceId = "";
    await this.#open(() => this.#getTrack());
    // Otherwise, the person has turned it off in the meantime.
    if (this.track || this.problem) this.gotDeviceLost(this.track?.label ?? null);
  }

  #stopTrack() {
    if (!this.track) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
  }
}
