/**
 * Choose, share and release a screen, with the sound of a shared tab if the browser provides it.
 *
 * A screen share knows the browser's media devices; it does not know peers or the page. Only one
 * screen is shared at a time. A screen that was chosen for an outdated request is released.
 */

import { isOfSystem } from "./device-errors.js";

/** @import {Timers} from "../browser/timers.js" */

/** @typedef {{picture: MediaStreamTrack, sound: MediaStreamTrack | null}} Screen */

/**
 * Shared screens mostly show text, so sharpness matters more than frame rate. The sound of a tab is
 * sent as it is. The sound of the whole system is not shared, because it contains the voices of the
 * meeting.
 * @type {DisplayMediaStreamOptions & {systemAudio: "exclude"}}
 */
const WANTED = {
  video: { frameRate: { ideal: 10, max: 15 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  systemAudio: "exclude",
};
/** After this time the person may not have seen the browser's prompt for a screen. */
const CHOOSING_MS = 8000;

export class ScreenShare {
  /** The picture for the self view. */
  preview = new MediaStream();
  /** @type {Screen | null} */
  #screen = null;
  /** Number of the latest request. */
  #requestId = 0;
  #mediaDevices;
  #gotChange;
  #timers;

  /**
   * @param {object} options
   * @param {MediaDevices | undefined} options.mediaDevices
   * @param {() => void} options.gotChange
   * @param {Timers} options.timers
   */
  constructor({ mediaDevices, gotChange, timers }) {
    this.#mediaDevices = mediaDevices;
    this.#gotChange = gotChange;
    this.#timers = timers;
  }

  get isPossible() {
    return Boolean(this.#mediaDevices && "getDisplayMedia" in this.#mediaDevices);
  }

  get picture() {
    return this.#screen?.picture ?? null;
  }

  get sound() {
    return this.#screen?.sound ?? null;
  }

  /**
   * Ask the person which screen to share. `start` shares it.
   * @param {object} listener
   * @param {() => void} listener.gotDelay called when the choice takes longer than 8 s
   * @param {() => void} listener.gotFailure called if the browser or the system allows no screen
   * @returns {Promise<Screen | null>} null if the person cancelled, or after a failure
   */
  async choose({ gotDelay, gotFailure }) {
    const requestId = ++this.#requestId;
    const delay = this.#timers.set(gotDelay, CHOOSING_MS);
    try {
      const screen = screenOf(await this.#mediaDevices?.getDisplayMedia(WANTED));
      if (requestId === this.#requestId) return screen;
      if (screen) releaseScreen(screen);
      return null;
    } catch (error) {
      if (requestId === this.#requestId && !isCancelled(error)) gotFailure();
      return null;
    } finally {
      this.#timers.clear(delay);
    }
  }

  /**
   * @param {Screen} screen
   * @param {() => void} gotEnd called when the person stops sharing in the browser's own bar
   */
  start(screen, gotEnd) {
    this.#release();
    const { picture, sound } = screen;
    picture.contentHint = "detail";
    if (sound) sound.contentHint = "music";
    picture.onended = gotEnd;
    this.#screen = screen;
    this.preview.addTrack(picture);
    this.#gotChange();
  }

  stop() {
    if (!this.#screen) return;
    this.#release();
    this.#gotChange();
  }

  /** Discard the screen that the person may still choose. */
  cancel() {
    this.#requestId += 1;
  }

  #release() {
    if (!this.#screen) return;
    this.preview.removeTrack(this.#screen.picture);
    releaseScreen(this.#screen);
    this.#screen = null;
  }
}

/** @param {Screen} screen */
export function releaseScreen({ picture, sound }) {
  picture.onended = null;
  picture.stop();
  sound?.stop();
}

/** Return whether the person cancelled. @param {unknown} error */
function isCancelled(error) {
  const isRefusal = error instanceof DOMException && error.name === "NotAllowedError";
  return isRefusal && !isOfSystem(error);
}

/** @param {MediaStream | undefined} stream @returns {Screen | null} */
function screenOf(stream) {
  const [picture] = stream?.getVideoTracks() ?? [];
  const [sound = null] = stream?.getAudioTracks() ?? [];
  return picture ? { picture, sound } : null;
}
