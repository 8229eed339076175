/**
 * Control this person's microphone, camera and speaker during a call, and end all media.
 *
 * `MediaCommands` changes the local media, then sends the tracks to the peers and the flags to the
 * server, and stores the choice for this tab. Media that the room forbids stays off. It does not know
 * how devices are opened or tracks are sent.
 */

import { playTestTones } from "../../media/test-tones.js";
import { refusalOf } from "../state/permissions.js";

/** @import {StoredBackground} from "../../media/background/stored-background.js" */
/** @import {CallStorage} from "../call-storage.js" */
/** @import {LocalMedia} from "../../media/local-media.js" */
/** @import {RoomMedia} from "../../rtc/room-media.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {Participant} from "../protocol.js" */
/** @import {BackgroundProblem, DeviceKind, InputKind} from "../../media/media-state.js" */
/** @import {NoticeKind} from "../state/model.js" */
/** @import {RestrictedAction} from "../state/permissions.js" */
/** @import {RoomRequests} from "./room-requests.js" */
/** @import {ScreenCommands} from "./screen.js" */

const TOGGLES = /** @type {const} */ ({ microphone: "toggle-audio", camera: "toggle-video" });
const KINDS = /** @type {const} */ (["microphone", "camera"]);

export class MediaCommands {
  #media;
  #roomMedia;
  #background;
  #screen;
  #storage;
  #requests;
  #store;
  /** @type {Partial<Record<InputKind, boolean>>} flags last sent to the server */
  #sentFlags = {};

  /**
   * @param {object} parts
   * @param {LocalMedia} parts.media
   * @param {RoomMedia} parts.roomMedia
   * @param {StoredBackground} parts.background
   * @param {ScreenCommands} parts.screen
   * @param {CallStorage} parts.storage
   * @param {RoomRequests} parts.requests
   * @param {CallStore} parts.store
   */
  constructor({ media, roomMedia, background, screen, storage, requests, store }) {
    this.#media = media;
    this.#background = background;
    this.#roomMedia = roomMedia;
    this.#screen = screen;
    this.#storage = storage;
    this.#requests = requests;
    this.#store = store;
    media.gotChange = () => this.#gotChange();
    media.gotAllowed = (kind) => this.#gotAllowed(kind);
    media.gotBackgroundState = () => this.#updateState();
    media.gotBackgroundProblem = (problem) => this.#gotBackgroundProblem(problem);
  }

  /** The stream of the self view. */
  get preview() {
    return this.#media.preview;
  }

  /** The track that the level meter measures. */
  get microphoneTrack() {
    return this.#media.microphone.track;
  }

  /** Open the devices that were on in this tab, or both in a new tab. */
  async open() {
    const { microphone, camera } = this.#storage.choices;
    this.#media.speaker.choose(this.#storage.deviceIds.speaker);
    this.#background.restore();
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
    if (isOpening && !isOn && !problem) return;
    const refusal = isOn ? null : refusalOf(this.#store.state, kind);
    if (refusal) return this.#requests.notifyRefusal(refusal);
    this.#remember(kind, !isOn);
    this.#rememberForNextMeeting(kind, !isOn);
    if (isOn) input.turnOff();
    else await input.turnOn();
  }

  /** Turn off the devices for which the browser has not answered. */
  turnOffUnanswered() {
    const { media } = this.#store.state;
    for (const kind of KINDS) {
      if (["pending", "unanswered"].includes(media[kind].problem ?? ""))
        this.#media[kind].turnOff();
    }
  }

  /** @param {InputKind} kind */
  async turnOn(kind) {
    if (!this.#store.state.media[kind].isOn) await this.toggle(kind);
  }

  /** @param {DeviceKind} kind @param {string} deviceId */
  async choose(kind, deviceId) {
    const former = this.#storage.deviceIds;
    this.#storage.deviceIds = { ...former, [kind]: deviceId };
    const isUsed = await this.#media[kind].choose(deviceId);
    const { deviceIds } = this.#storage;
    const isStored = deviceIds[kind] === deviceId;
    if (!isUsed && isStored) this.#storage.deviceIds = { ...deviceIds, [kind]: former[kind] };
  }

  /**
   * Use a device that was connected. One that could not be used before is turned on.
   * @param {DeviceKind} kind
   * @param {string} deviceId
   */
  async useConnected(kind, deviceId) {
    await this.choose(kind, deviceId);
    if (kind !== "speaker" && this.#media[kind].problem) await this.turnOn(kind);
  }

  /**
   * Play tones on the chosen speaker.
   * @returns {Promise<boolean>} after the last tone; false if the speaker can't be used
   */
  async testSpeaker() {
    try {
      await playTestTones(this.#store.state.media.speaker.deviceId);
      return true;
    } catch {
      return false;
    }
  }

  /** Mute the microphone because a host requested it. */
  mute() {
    this.#turnOff("microphone");
  }

  /**
   * Mute the microphone if a host muted this person while the socket was disconnected. If the server
   * already knew them as muted, they have unmuted since.
   */
  muteAfterReturn() {
    if (this.#sentFlags.microphone) this.mute();
  }

  /** Turn off the pictures, because the media server accepts no more of them. */
  gotServerFull() {
    this.#notice("media-server-full");
    if (this.#store.state.media.camera.isOn) this.#turnOff("camera");
    if (this.#store.state.media.isSharingScreen) this.#screen.stop();
  }

  /** Turn off media that the room no longer allows. */
  applyPermissions() {
    const { media } = this.#store.state;
    for (const kind of KINDS) if (media[kind].isOn && !this.#mayUse(kind)) this.#turnOff(kind);
    if (media.isSharingScreen && !this.#mayUse("screen")) this.#screen.stop();
  }

  /** Send what the server has not confirmed. */
  sendUnconfirmed() {
    this.#sendFlags();
    this.#screen.announceAgain();
  }

  #sendFlags() {
    for (const kind of KINDS) {
      const enabled = this.#store.state.media[kind].isOn;
      if (this.#sentFlags[kind] === enabled) continue;
      this.#sentFlags[kind] = enabled;
      this.#sendFlag(kind, enabled);
    }
  }

  /**
   * Send the flags that differ from the server's data about this client.
   * @param {Participant} [self] sent with `room-joined`
   */
  sendFlagsAfterJoin(self) {
    this.#sentFlags = self ? { microphone: !self.isMuted, camera: !self.isVideoOff } : {};
    this.#sendFlags();
    this.#screen.announceAfterJoin(self?.isScreenSharing ?? false);
  }

  release() {
    this.#sentFlags = {};
    this.#screen.forget();
    this.#media.release();
  }

  #updateState() {
    this.#store.dispatch({ type: "media-changed", payload: this.#media.state });
  }

  #gotChange() {
    this.#updateState();
    this.#roomMedia.tracksChanged();
    const { isConnected, phase } = this.#store.state;
    if (isConnected && phase === "meeting") this.#sendFlags();
  }

  /** Open a device that the person allowed after the browser refused it. @param {InputKind} kind */
  #gotAllowed(kind) {
    const isRefused = this.#media[kind].problem === "denied";
    if (isRefused && this.#isInPreview && this.#mayUse(kind)) this.#media[kind].turnOn();
  }

  /**
   * Turn off the camera, unless nobody else sees it: others would see the background.
   * @param {BackgroundProblem} problem
   */
  #gotBackgroundProblem(problem) {
    this.#background.forget();
    if (this.#isInPreview) return;
    this.#turnOff("camera");
    this.#notice(problem === "slow" ? "background-too-slow" : "background-failed");
  }

  /** @param {NoticeKind} kind */
  #notice(kind) {
    this.#store.dispatch({ type: "notice-added", payload: { kind, about: "" } });
  }

  /** @param {InputKind} kind @param {boolean} enabled */
  async #sendFlag(kind, enabled) {
    const { success, code = "" } = await this.#requests.request(TOGGLES[kind], { enabled });
    if (success) return;
    this.#requests.notifyRefusal(code);
    const { isConnected } = this.#store.state;
    // Without an answer, the server may have the flag or not. The next change is sent in any case.
    if (!isConnected || code === "NO_ANSWER") delete this.#sentFlags[kind];
    else this.#sentFlags[kind] = false;
    // The room does not allow it. Stop sending: other people see this device as off.
    if (isConnected && enabled) this.#media[kind].turnOff();
  }

  /** @param {RestrictedAction} action */
  #mayUse(action) {
    return refusalOf(this.#store.state, action) === null;
  }

  /** @param {InputKind} kind */
  #turnOff(kind) {
    this.#remember(kind, false);
    this.#media[kind].turnOff();
  }

  /** @param {InputKind} kind @param {boolean} isOn */
  #remember(kind, isOn) {
    this.#storage.updateTab({ isOn: { ...this.#storage.tab.isOn, [kind]: isOn } });
  }

  /**
   * Only choices in the preview count: a mute during a meeting belongs to that meeting.
   * @param {InputKind} kind
   * @param {boolean} isOn
   */
  #rememberForNextMeeting(kind, isOn) {
    if (this.#isInPreview)
      this.#storage.isOnInPreview = { ...this.#storage.isOnInPreview, [kind]: isOn };
  }

  get #isInPreview() {
    return this.#store.state.phase === "prejoin";
  }
}
