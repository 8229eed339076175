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
/** @import {InputKind, Problem} from "../call/state/model.js" */

/** Large enough for a tile that fills a window, small enough to be sent to every peer. */
const CAMERA = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 } };

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
const ASKING_MS = 3000;
/** After this time nothing waits for the browser's answer. */
const SILENT_MS = 20_000;

export class Input {
  /** @type {MediaStreamTrack | null} */
  track = null;
  isOn = false;
  isOpening = false;
  /** @type {Problem | null} */
  problem = null;
  deviceId = "";
  #wish = 0;

  /**
   * @param {object} options
   * @param {InputKind} options.kind
   * @param {MediaDevices | undefined} options.mediaDevices undefined on pages loaded over plain
   *   HTTP
   * @param {() => void} options.gotChange
   * @param {(label: string | null) => void} options.gotLoss called with the label of the
   *   replacement device, or null
   * @param {() => void} [options.gotTrack] called when a device was opened
   * @param {Timers} [options.timers]
   */
  constructor({
    kind,
    mediaDevices,
    gotChange,
    gotLoss,
    gotTrack = () => {},
    timers = realTimers,
  }) {
    this.kind = kind;
    this.mediaDevices = mediaDevices;
    this.gotChange = gotChange;
    this.gotLoss = gotLoss;
    this.gotTrack = gotTrack;
    this.timers = timers;
  }

  get constraints() {
    const device = this.deviceId ? { deviceId: { ideal: this.deviceId } } : {};
    return this.kind === "camera" ? { ...CAMERA, ...device } : { ...device };
  }

  /** Turn on the device. The promise settles when the browser has answered, or after 20 s. */
  async turnOn() {
    this.isOn = true;
    if (this.track) {
      this.track.enabled = true;
      this.gotChange();
    } else {
      await this.#open(this.#ask());
    }
  }

  /**
   * Turn on with a track from a request for microphone and camera together.
   * @param {Promise<MediaStreamTrack>} asked
   * @returns {Promise<boolean>} false if the request was refused, so that the caller can request
   *   this device alone
   */
  async turnOnWith(asked) {
    this.isOn = true;
    let [isWaiting, isRefused] = [true, false];
    await this.#open(asked, (error) => {
      if (isWaiting) isRefused = true;
      else this.#fail(error);
    });
    isWaiting = false;
    return !isRefused;
  }

  turnOff() {
    this.isOn = false;
    this.#wish += 1;
    this.isOpening = false;
    this.#isAnswered();
    if (this.kind === "camera") this.#drop();
    else if (this.track) this.track.enabled = false;
    this.gotChange();
  }

  /**
   * Select another device. It is opened now if the input is open, else at the next `turnOn`.
   * @param {string} deviceId
   */
  async choose(deviceId) {
    this.deviceId = deviceId;
    if (this.isOn || this.track) await this.#open(this.#ask());
    else this.gotChange();
  }

  /** Use a track that the browser returned. @param {MediaStreamTrack} track */
  adopt(track) {
    this.#drop();
    this.track = track;
    this.problem = null;
    this.deviceId = track.getSettings().deviceId ?? this.deviceId;
    track.enabled = this.isOn;
    track.onended = () => this.#lose();
    this.gotChange();
    this.gotTrack();
  }

  release() {
    this.#wish += 1;
    this.isOpening = false;
    this.#drop();
  }

  /**
   * @param {Promise<MediaStreamTrack>} asked
   * @param {(error: unknown) => void} [gotRefusal]
   */
  async #open(asked, gotRefusal = (error) => this.#fail(error)) {
    const wish = ++this.#wish;
    this.isOpening = true;
    this.#isAnswered();
    this.gotChange();
    await this.#whileSilent(this.#take(asked, wish, gotRefusal), wish);
  }

  /**
   * @param {Promise<MediaStreamTrack>} asked
   * @param {number} wish
   * @param {(error: unknown) => void} gotRefusal
   */
  async #take(asked, wish, gotRefusal) {
    try {
      const track = await asked;
      if (wish !== this.#wish) return track.stop();
      this.isOpening = false;
      this.adopt(track);
    } catch (error) {
      if (wish !== this.#wish) return;
      this.isOpening = false;
      this.#isAnswered();
      gotRefusal(error);
    }
  }

  /**
   * Set a problem while the browser does not answer, and settle after 20 s.
   * @param {Promise<void>} answered
   * @param {number} wish
   */
  async #whileSilent(answered, wish) {
    const { promise: silence, resolve } = deferred();
    const asking = this.timers.set(() => this.#waits(wish, "asking"), ASKING_MS);
    const silent = this.timers.set(() => {
      if (wish === this.#wish) this.isOpening = false;
      this.#waits(wish, "silent");
      resolve();
    }, SILENT_MS);
    await Promise.race([answered, silence]);
    this.timers.clear(asking);
    this.timers.clear(silent);
  }

  /** @param {number} wish @param {Problem} problem */
  #waits(wish, problem) {
    if (wish !== this.#wish) return;
    this.problem = problem;
    this.gotChange();
  }

  #isAnswered() {
    if (this.problem === "asking" || this.problem === "silent") this.problem = null;
  }

  /** @returns {Promise<MediaStreamTrack>} */
  async #ask() {
    if (!this.mediaDevices) throw new DOMException("No secure connection", "InsecureError");
    const wanted = this.constraints;
    const stream = await this.mediaDevices.getUserMedia(
      this.kind === "camera" ? { video: wanted } : { audio: wanted },
    );
    const [track] = stream.getTracks();
    if (!track) throw new DOMException("No track came", "NotFoundError");
    return track;
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#drop();
    this.isOn = false;
    const name = error instanceof DOMException ? error.name : "";
    this.problem = this.mediaDevices ? (PROBLEMS[name] ?? "busy") : "insecure";
    this.gotChange();
  }

  /** Handle an unplugged or revoked device: open another device if there is one. */
  async #lose() {
    this.#drop();
    this.deviceId = "";
    await this.#open(this.#ask());
    this.gotLoss(this.track?.label ?? null);
  }

  #drop() {
    if (!this.track) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
  }
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
