/** Local media of a fake browser, whose devices and screens open when a test says so. */

import { FakeTimers } from "./fake-timers.js";
import { FakeStream, FakeTrack } from "./fake-tracks.js";

Object.assign(globalThis, { MediaStream: FakeStream });
/** The class, loaded after the browser has a MediaStream. */
export const { LocalMedia } = await import("../../static/js/media/local-media.js");

export class DeviceTrack extends FakeTrack {
  isStopped = false;
  label = "";
  /** @type {string | undefined} */
  facingMode;
  stop() {
    this.isStopped = true;
  }
  /** @returns {{deviceId: string, facingMode?: string | undefined}} */
  getSettings() {
    return { deviceId: `the ${this.kind} device`, facingMode: this.facingMode };
  }
}

/** Create media devices of a fake browser that answers each request only when the test says so. */
export function newMedia() {
  /**
   * @type {{kinds: string[], wanted: any, answer: (tracks: DeviceTrack[]) => void, refuse: (name: string, message?: string) => void}[]}
   */
  const questions = [];
  /** @param {any} wanted */
  const ask = (wanted) =>
    new Promise((resolve, reject) => {
      const kinds = ["audio", "video"].filter((kind) => wanted[kind]);
      questions.push({
        kinds,
        wanted,
        answer: (tracks) =>
          resolve({
            getTracks: () => tracks,
            getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
            getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
          }),
        refuse: (name, message = "no") => reject(new DOMException(message, name)),
      });
    });
  const devices = {
    addEventListener() {},
    enumerateDevices: () => new Promise(() => {}),
    getUserMedia: ask,
    getDisplayMedia: ask,
  };
  const timers = new FakeTimers();
  const media = new LocalMedia({ mediaDevices: /** @type {any} */ (devices), timers });
  return { media, questions, timers };
}
