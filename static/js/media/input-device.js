/**
 * Open, enable, disable, replace and monitor one microphone or camera.
 *
 * An input knows the browser's media devices; it does not know peers or the page. A camera that is
 * off is released, so that its light goes out. A microphone that is off stays open, so that it can
 * be turned on without delay. A result of `getUserMedia` is discarded if the person has changed
 * their choice in the meantime. While the browser does not answer, the state contains a problem.
 */

import { realTimers } from "../browser/timers.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {InputKind, Problem} from "./media-state.js" */

/** Large enough for a tile that fills a window; a peer that needs less gets a smaller picture. */
const CAMERA = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24, max: 30 },
};

/**
 * Problem for each error name of the browser:
 * https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 * @type {Record<string, Problem>}
 */
const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};
/**
 * Devices usually open within this time. After it, the browser is probably asking the person for
 * permission, and the person may not see the prompt.
 */
const PENDING_MS = 3000;
/** After this time nothing waits for the browser's answer. */
const UNANSWERED_MS = 20_000;

export class InputDevice {
  /** @type {MediaStreamTrack | null} */
  track = null;
  isOn = false;
  isOpening = false;
  /** @type {Problem | null} */
  problem = null;
  deviceId = "";
  #requestId = 0;

  /**
   * @param {object} options
   * @param {InputKind} options.kind
   * @param {MediaDevices | undefined} options.mediaDevices undefined on pages loaded over plain
   *   HTTP
   * @param {() => void} options.gotChange
   * @param {(label: string | null) => void} options.gotDeviceLost called with the label of the
   *   replacement device, or null
   * @param {() => void} [options.gotTrack] called when a device was opened
   * @param {Timers} [options.timers]
   */
  constructor({
    kind,
    mediaDevices,
    gotChange,
    gotDeviceLost,
    gotTrack = () => {},
    timers = realTimers,
  }) {
    this.kind = kind;
    this.mediaDevices = mediaDevices;
    this.gotChange = gotChange;
    this.gotDeviceLost = gotDeviceLost;
    this.gotTrack = gotTrack;
    this.timers = timers;
  }

  get constraints() {
    // Chromium opens the system's microphone if another one is only preferred ("ideal").
    const device = this.deviceId ? { deviceId: { exact: this.deviceId } } : {};
    return { ...this.#usualConstraints, ...device };
  }

  get #usualConstraints() {
    return this.kind === "camera" ? CAMERA : {};
  }

  /** Turn on the device. The promise settles when the browser has answered, or after 20 s. */
  async turnOn() {
    this.isOn = true;
    if (this.track) {
      this.track.enabled = true;
      this.gotChange();
    } else {
      await this.#open(this.#getTrack());
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
    await this.#open(request, (error) => {
      if (isWaiting) isRefused = true;
      else this.#fail(error);
    });
    isWaiting = false;
    return !isRefused;
  }

  turnOff() {
    this.isOn = false;
    this.#requestId += 1;
    this.isOpening = false;
    this.#clearPendingProblem();
    if (this.kind === "camera") this.#stopTrack();
    else if (this.track) this.track.enabled = false;
    this.gotChange();
  }

  /**
   * Select another device. It is opened now if the input is open, else at the next `turnOn`.
   * @param {string} deviceId
   */
  async choose(deviceId) {
    this.deviceId = deviceId;
    if (this.isOn || this.track) await this.#open(this.#getTrack());
    else this.gotChange();
  }

  /** Use a track that the browser returned. @param {MediaStreamTrack} track */
  useTrack(track) {
    this.#stopTrack();
    this.track = track;
    this.problem = null;
    this.deviceId = track.getSettings().deviceId ?? this.deviceId;
    track.enabled = this.isOn;
    track.onended = () => this.#gotEnded();
    this.gotChange();
    this.gotTrack();
  }

  release() {
    this.#requestId += 1;
    this.isOpening = false;
    this.#stopTrack();
  }

  /**
   * @param {Promise<MediaStreamTrack>} request
   * @param {(error: unknown) => void} [gotRefusal]
   */
  async #open(request, gotRefusal = (error) => this.#fail(error)) {
    const requestId = ++this.#requestId;
    this.isOpening = true;
    this.#clearPendingProblem();
    this.gotChange();
    await this.#withTimeouts(this.#settle(request, requestId, gotRefusal), requestId);
  }

  /**
   * @param {Promise<MediaStreamTrack>} request
   * @param {number} requestId
   * @param {(error: unknown) => void} gotRefusal
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
      gotRefusal(error);
    }
  }

  /**
   * Set a problem while the browser does not answer, and settle after 20 s.
   * @param {Promise<void>} answered
   * @param {number} requestId
   */
  async #withTimeouts(answered, requestId) {
    const { promise: silence, resolve } = deferred();
    const asking = this.timers.set(() => this.#setPendingProblem(requestId, "pending"), PENDING_MS);
    const silent = this.timers.set(() => {
      if (requestId === this.#requestId) this.isOpening = false;
      this.#setPendingProblem(requestId, "unanswered");
      resolve();
    }, UNANSWERED_MS);
    await Promise.race([answered, silence]);
    this.timers.clear(asking);
    this.timers.clear(silent);
  }

  /** @param {number} requestId @param {Problem} problem */
  #setPendingProblem(requestId, problem) {
    if (requestId !== this.#requestId) return;
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
      if (!this.deviceId || nameOf(error) !== "OverconstrainedError") throw error;
      return this.#request(this.#usualConstraints);
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
    this.problem = this.mediaDevices ? (PROBLEMS[nameOf(error)] ?? "busy") : "insecure";
    this.gotChange();
  }

  /** Handle an unplugged or revoked device: open another device if there is one. */
  async #gotEnded() {
    this.#stopTrack();
    this.deviceId = "";
    await this.#open(this.#getTrack());
    this.gotDeviceLost(this.track?.label ?? null);
  }

  #stopTrack() {
    if (!this.track) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
  }
}

/** Not every error of a browser's media devices is a DOMException. @param {unknown} error */
function nameOf(error) {
  return error instanceof Object && "name" in error ? String(error.name) : "";
}

function deferred() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
