/**
 * Store the person's choices in this browser, and the state of the meeting in this tab.
 *
 * `CallStorage` only reads and writes keys and values. If the browser forbids storage, nothing is
 * remembered and everything else works.
 */

/** @import {Background, DeviceKind, InputKind} from "../media/media-state.js" */
/** @import {InputChoice} from "../media/local-media.js" */

/**
 * @typedef {object} TabState
 * @property {string} [id] unique id of this tab
 * @property {boolean} mayRejoin whether a reload rejoins the meeting or waiting room
 * @property {string} [participantToken] identifies a guest's seat to the server
 * @property {string[]} socketIds
 * @property {Record<InputKind, boolean>} isOn
 */

/** Number of socket ids kept. Older ids belong to messages that were displayed long ago. */
const SOCKET_IDS = 20;

/** @type {Record<DeviceKind, string>} */
const NO_DEVICES = { microphone: "", camera: "", speaker: "" };

/** @type {Record<InputKind, boolean>} */
const BOTH_ON = { microphone: true, camera: true };
/** @satisfies {Partial<TabState>} */
const NEW_TAB = { mayRejoin: false, socketIds: [] };

export class CallStorage {
  #key;

  /** @param {string} roomCode */
  constructor(roomCode) {
    this.#key = `meet.tab.${roomCode}`;
  }

  get displayName() {
    return read(() => localStorage, "meet.name", "");
  }

  set displayName(name) {
    write(() => localStorage, "meet.name", name);
  }

  /** @returns {Record<DeviceKind, string>} */
  get deviceIds() {
    return { ...NO_DEVICES, ...read(() => localStorage, "meet.devices", NO_DEVICES) };
  }

  set deviceIds(deviceIds) {
    write(() => localStorage, "meet.devices", deviceIds);
  }

  /** @returns {"grid" | "speaker"} */
  get layout() {
    const stored = read(() => localStorage, "meet.layout", /** @type {unknown} */ ("grid"));
    return stored === "speaker" ? "speaker" : "grid";
  }

  set layout(layout) {
    write(() => localStorage, "meet.layout", layout);
  }

  /** Where the own tile is, as `call/state/self-view.js` wrote it. @returns {unknown} */
  get selfView() {
    return read(() => localStorage, "meet.self-view", null);
  }

  set selfView(selfView) {
    write(() => localStorage, "meet.self-view", selfView);
  }

  /** @returns {Background} */
  get background() {
    return read(() => localStorage, "meet.background", "none");
  }

  set background(background) {
    write(() => localStorage, "meet.background", background);
  }

  /** @returns {boolean} */
  get isNotificationSoundOn() {
    return read(() => localStorage, "meet.chime", true);
  }

  set isNotificationSoundOn(isOn) {
    write(() => localStorage, "meet.chime", isOn);
  }

  /**
   * The devices that were on when the person last chose in a preview.
   * @returns {Record<InputKind, boolean>}
   */
  get isOnInPreview() {
    return { ...BOTH_ON, ...read(() => localStorage, "meet.preview", BOTH_ON) };
  }

  set isOnInPreview(isOn) {
    write(() => localStorage, "meet.preview", isOn);
  }

  /** A new tab begins with the devices of the last preview. @returns {TabState} */
  get tab() {
    const stored = read(() => sessionStorage, this.#key, {});
    return { ...NEW_TAB, isOn: this.isOnInPreview, ...stored };
  }

  /** @param {Partial<TabState>} fields */
  updateTab(fields) {
    const tab = { ...this.tab, ...fields };
    write(() => sessionStorage, this.#key, { ...tab, socketIds: tab.socketIds.slice(-SOCKET_IDS) });
  }

  /** @returns {Record<InputKind, InputChoice>} */
  get choices() {
    const { microphone, camera } = this.deviceIds;
    const { isOn } = this.tab;
    return {
      microphone: { isOn: isOn.microphone, deviceId: microphone },
      camera: { isOn: isOn.camera, deviceId: camera },
    };
  }
}

/**
 * @template Value
 * @param {() => Storage} storage
 * @param {string} key
 * @param {Value} fallback
 * @returns {Value}
 */
function read(storage, key, fallback) {
  try {
    return JSON.parse(storage().getItem(key) ?? "null") ?? fallback;
  } catch {
    return fallback;
  }
}

/** @param {() => Storage} storage @param {string} key @param {unknown} value */
function write(storage, key, value) {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch {
    // Storage is forbidden or full: the next visit starts with the defaults.
  }
}
