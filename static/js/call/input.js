/**
 * One microphone or camera: asks for it, turns it on and off, changes it, notices its loss.
 *
 * An input knows the browser's media devices; it knows no peer and no page. A camera that is off is
 * released, so that its light goes out; a microphone that is off stays open, so that it is back at
 * once. Answers that come too late, after the wish has changed, are thrown away.
 */

/** @import {InputKind, Problem} from "./model.js" */

/** Enough for a tile that fills a window, and little enough to be sent to every peer. */
const CAMERA = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 } };

/**
 * By the browser's error names: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
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
   * @param {MediaDevices | undefined} options.mediaDevices missing on pages that came by plain http
   * @param {() => void} options.gotChange
   * @param {(label: string | null) => void} options.gotLoss told the device used instead, if any
   */
  constructor({ kind, mediaDevices, gotChange, gotLoss }) {
    this.kind = kind;
    this.mediaDevices = mediaDevices;
    this.gotChange = gotChange;
    this.gotLoss = gotLoss;
  }

  get constraints() {
    const device = this.deviceId ? { deviceId: { ideal: this.deviceId } } : {};
    return this.kind === "camera" ? { ...CAMERA, ...device } : { ...device };
  }

  async turnOn() {
    this.isOn = true;
    if (this.track) {
      this.track.enabled = true;
      this.gotChange();
    } else {
      await this.#open();
    }
  }

  turnOff() {
    this.isOn = false;
    this.#wish += 1;
    this.isOpening = false;
    if (this.kind === "camera") this.#drop();
    else if (this.track) this.track.enabled = false;
    this.gotChange();
  }

  /** Use another device, now or when it is turned on next. @param {string} deviceId */
  async choose(deviceId) {
    this.deviceId = deviceId;
    if (this.isOn || this.track) await this.#open();
    else this.gotChange();
  }

  /** Take a track that was asked for together with another. @param {MediaStreamTrack} track */
  adopt(track) {
    this.#drop();
    this.track = track;
    this.problem = null;
    this.deviceId = track.getSettings().deviceId ?? this.deviceId;
    track.enabled = this.isOn;
    track.onended = () => this.#lose();
    this.gotChange();
  }

  release() {
    this.#wish += 1;
    this.isOpening = false;
    this.#drop();
  }

  async #open() {
    const wish = ++this.#wish;
    this.isOpening = true;
    this.gotChange();
    try {
      const track = await this.#ask();
      if (wish !== this.#wish) return track.stop();
      this.isOpening = false;
      this.adopt(track);
    } catch (error) {
      if (wish !== this.#wish) return;
      this.isOpening = false;
      this.#fail(error);
    }
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

  /** Unplugged, or taken back by the browser: fall back to another device if there is one. */
  async #lose() {
    this.#drop();
    this.deviceId = "";
    await this.#open();
    this.gotLoss(this.track?.label ?? null);
  }

  #drop() {
    if (!this.track) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
  }
}
