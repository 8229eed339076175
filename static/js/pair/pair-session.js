/**
 * Run random pairs, from Start to Stop.
 *
 * `PairSession` connects signaling, link and media, and applies every event to the `store`. Views
 * read the store and call the methods of `PairSession`; it does not know the page. The devices are
 * opened before the search for a partner. Therefore `ready-to-connect` is sent once for each
 * partner, when the link can accept an offer.
 */

import { realTimers } from "../browser/timers.js";
import { StoredBackground } from "../media/background/stored-background.js";
import { IceRenewal } from "../rtc/ice-renewal.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {InputKind} from "../media/media-state.js" */
/** @import {LocalMedia} from "../media/local-media.js" */
/** @import {Signal} from "../rtc/peer-link.js" */
/** @import {Signaling} from "../signaling/signaling.js" */
/** @import {Event, Events, PairStore, Reply, ServerEvents} from "./model.js" */
/** @import {PairLink} from "./pair-link.js" */
/** @import {PairStorage} from "./pair-storage.js" */

/** @typedef {{[Type in keyof Events]?: (payload: Events[Type]) => void}} EventHandlers */

/**
 * Number of failed connection attempts before a person who is starting sees an error. Three
 * attempts take about 3 s.
 */
const ATTEMPTS = 3;
const CONNECT_TIMEOUT_MS = 15_000;

export class PairSession {
  #signaling;
  #link;
  #media;
  #iceRenewal;
  #failures = 0;
  #timers;
  /** @type {any} */
  #connectTimer;
  /** @type {EventHandlers} */
  #handlers = {
    connected: ({ isRecovered }) => this.#gotConnected(isRecovered),
    "connect-failed": ({ code }) => this.#gotConnectFailed(code),
    waiting: () => this.#hangUp(),
    chatStart: (payload) => this.#gotPartner(payload),
    partnerLeft: () => this.#hangUp(),
    "create-offer": () => this.#link.offer(),
    "webrtc-offer": ({ offer }) => this.#link.gotDescription(offer, "offer"),
    "webrtc-answer": ({ answer }) => this.#link.gotDescription(answer, "answer"),
    "ice-candidate": ({ candidate }) => this.#link.gotCandidate(candidate),
    error: () => this.#refuse("SIGNED_OUT"),
  };

  /**
   * @param {object} parts
   * @param {PairStore} parts.store
   * @param {LocalMedia} parts.media
   * @param {PairLink} parts.link
   * @param {Pick<PairStorage, "background">} parts.storage
   * @param {Signaling<Events, Reply>} parts.signaling
   * @param {Timers} [parts.timers]
   */
  constructor({ store, media, link, storage, signaling, timers = realTimers }) {
    this.store = store;
    this.#timers = timers;
    this.#media = media;
    this.#link = link;
    this.#signaling = signaling;
    this.#iceRenewal = new IceRenewal(signaling, link);
    this.background = new StoredBackground(media.background, storage);
    media.gotChange = () => this.#gotMedia();
    media.gotBackgroundState = () => this.#dispatch("media-changed", this.#media.state);
    media.gotBackgroundProblem = () => this.#gotBackgroundProblem();
    signaling.gotEvent = (type, payload) => this.#gotEvent(type, payload);
  }

  /** The stream of the self view. */
  get preview() {
    return this.#media.preview;
  }

  /**
   * Search for a partner. With video, at least one device must be open first.
   * @param {boolean} wantsVideo
   */
  async start(wantsVideo) {
    this.#dispatch("opening", { wantsVideo });
    if (wantsVideo) await this.#openDevices();
    if (this.store.state.phase !== "opening") return;
    const { microphone, camera } = this.#media.outgoing.tracks;
    if (wantsVideo && !microphone && !camera) return this.#gotNoDevices();
    this.#failures = 0;
    this.#dispatch("connecting", {});
    this.#connectTimer = this.#timers.set(() => this.#giveUp(), CONNECT_TIMEOUT_MS);
    this.#signaling.open();
  }

  next() {
    this.#signaling.emit("next");
  }

  /** Try again to connect to the partner. */
  retryConnection() {
    this.#link.retry();
  }

  stop() {
    this.#end();
    this.#dispatch("stopped", {});
  }

  /** @param {string} text @returns {Promise<boolean>} whether the server sent the message to both */
  async sendMessage(text) {
    const { success } = await this.#signaling.request("sendMessage", text);
    return success;
  }

  /** @param {string} reason @returns {Promise<boolean>} whether the server stored the report */
  async report(reason) {
    const { partnerId } = this.store.state;
    const { success } = await this.#signaling.request("report", { reason, partnerId });
    if (success) this.#dispatch("reported", {});
    return success;
  }

  /** @param {InputKind} kind */
  async toggle(kind) {
    const { isOn, isOpening } = this.store.state.media[kind];
    if (isOpening) return;
    if (isOn) this.#media[kind].turnOff();
    else await this.#media[kind].turnOn();
  }

  async #openDevices() {
    const choice = { isOn: true, deviceId: "" };
    await this.#media.open({ microphone: choice, camera: choice });
    // If the person pressed Stop while the browser was asking, release the devices.
    if (this.store.state.phase !== "opening") this.#media.release();
  }

  /** Release the devices, so that no device opens later without the person's knowledge. */
  #gotNoDevices() {
    this.#media.release();
    this.#dispatch("devices-missing", {});
  }

  /** @param {boolean} isRecovered */
  async #gotConnected(isRecovered) {
    this.#failures = 0;
    if (isRecovered) return;
    this.#hangUp();
    const { success, code = "" } = await this.#signaling.request(
      "findChat",
      "",
      this.store.state.wantsVideo,
    );
    if (!success && code !== "OFFLINE") this.#refuse(code);
  }

  /** @param {string} code the server's error code, "" if the server can't be reached */
  #gotConnectFailed(code) {
    if (code && code !== "UNAVAILABLE") return this.#refuse(code);
    this.#failures += 1;
    if (this.#failures >= ATTEMPTS) this.#giveUp();
  }

  /**
   * End the call if the server has never answered. After the first answer, the socket keeps trying
   * to reconnect.
   */
  #giveUp() {
    if (this.store.state.phase !== "connecting") return;
    this.#end();
    this.#dispatch("unreachable", {});
  }

  /** @param {string} code */
  #refuse(code) {
    this.#end();
    this.#dispatch("connection-refused", { code });
  }

  /** @param {ServerEvents["chatStart"]} payload */
  async #gotPartner({ withVideo, partnerId }) {
    this.#hangUp();
    if (!withVideo) return;
    const { iceServers = [] } = await this.#signaling.request("get-ice-servers", {});
    const { phase, socketId, partnerId: current } = this.store.state;
    if (phase !== "paired" || current !== partnerId) return;
    this.#link.open(iceServers, socketId > partnerId, {
      send: (signal) => this.#send(signal),
      gotStream: (stream, hasPicture) => this.#dispatch("stream-changed", { stream, hasPicture }),
      gotState: (linkState) => this.#dispatch("link-changed", { linkState }),
    });
    this.#iceRenewal.start(iceServers);
    this.#signaling.emit("ready-to-connect");
  }

  /** @param {Signal} signal */
  #send(signal) {
    if ("candidate" in signal) {
      this.#signaling.emit("ice-candidate", { candidate: signal.candidate.toJSON() });
      return;
    }
    const { type, sdp } = signal.description;
    this.#signaling.emit(`webrtc-${type}`, { [type]: { type, sdp } });
  }

  /** Turn off the camera: the partner would see the background. */
  #gotBackgroundProblem() {
    this.background.forget();
    this.#media.camera.turnOff();
  }

  #gotMedia() {
    this.#dispatch("media-changed", this.#media.state);
    this.#link.tracksChanged();
  }

  #hangUp() {
    this.#iceRenewal.stop();
    this.#link.close();
  }

  #end() {
    this.#timers.clear(this.#connectTimer);
    this.#hangUp();
    this.#signaling.close();
    this.#media.release();
  }

  /** @type {Signaling<Events, Reply>["gotEvent"]} */
  #gotEvent(type, payload) {
    this.#dispatch(type, payload);
    this.#handlers[type]?.(payload);
  }

  /** @type {Signaling<Events, Reply>["gotEvent"]} */
  #dispatch(type, payload) {
    this.store.dispatch(/** @type {Event} */ ({ type, payload }));
  }
}
