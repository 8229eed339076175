/**
 * Fakes of the parts of a call: a server with configurable answers, and devices that always work.
 */

import { Call } from "../../static/js/call/call.js";
import { apply, initialState } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { CONFIG } from "./example-call.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Reply} from "../../static/js/call/protocol.js" */
/** @import {ConnectedDevice} from "../../static/js/media/device-changes.js" */
/** @import {Background, BackgroundProblem, BackgroundState, InputKind} from "../../static/js/media/media-state.js" */
/** @import {Config} from "../../static/js/call/state/model.js" */
/** @import {PresentPerson} from "../../static/js/rtc/playback.js" */

class FakeSignaling {
  isOpen = false;
  reconnects = 0;
  /** @type {{name: string, payload: any}[]} */
  sent = [];
  /** @type {Record<string, Reply>} replies other than a plain success, by name */
  answers = {};
  /** @type {(type: any, payload: any) => void} */
  gotEvent = () => {};

  open() {
    this.isOpen = true;
  }
  reconnect() {
    this.reconnects += 1;
  }
  close() {
    this.isOpen = false;
  }
  /** @param {string} name @param {object} payload */
  emit(name, payload) {
    this.sent.push({ name, payload });
  }
  /** @param {string} name @param {object} payload */
  async request(name, payload) {
    this.emit(name, payload);
    return this.answers[name] ?? { success: true };
  }
  /** Return the payloads sent with a name. @param {string} name */
  payloads(name) {
    return this.sent.filter((one) => one.name === name).map(({ payload }) => payload);
  }
}

class FakeRoomMedia {
  /** @type {unknown[][]} */
  calls = [];
  /** @param {...unknown} given */
  join(...given) {
    this.calls.push(["join", ...given]);
  }
  /** @param {string} peerId */
  drop(peerId) {
    this.calls.push(["drop", peerId]);
  }
  close() {
    this.calls.push(["close"]);
  }
  /** @param {string} previousId @param {string} id */
  gotResumed(previousId, id) {
    this.calls.push(["gotResumed", previousId, id]);
  }
  /** @type {readonly PresentPerson[]} */
  people = [];
  isConnected = false;
  /** The socket ids of the peers that can be signaled. */
  get reachable() {
    return this.people.filter((one) => one.isReachable).map(({ socketId }) => socketId);
  }
  /** @param {readonly PresentPerson[]} people @param {boolean} isConnected */
  expect(people, isConnected) {
    this.people = people;
    this.isConnected = isConnected;
  }
  /** @param {...unknown} given */
  gotPath(...given) {
    this.calls.push(["gotPath", ...given]);
  }
  /** @param {...unknown} given */
  gotServerEvent(...given) {
    this.calls.push(["gotServerEvent", ...given]);
  }
  /** @param {...unknown} given */
  gotReplaced(...given) {
    this.calls.push(["gotReplaced", ...given]);
  }
  retryServer() {
    this.calls.push(["retryServer"]);
  }
  /** @param {string} peerId */
  retry(peerId) {
    this.calls.push(["retry", peerId]);
  }
  tracksChanged() {}
}

class FakeInput {
  isOn = false;
  problem = null;
  track = null;
  /** @param {() => void} gotChange */
  constructor(gotChange) {
    this.gotChange = gotChange;
  }
  async turnOn() {
    this.isOn = true;
    this.gotChange();
  }
  turnOff() {
    this.isOn = false;
    this.gotChange();
  }
}

class FakeScreenShare {
  /** @type {{picture: {stop: () => void}, sound: null} | null} */
  chosen = null;
  isSharing = false;
  /** @param {() => void} gotChange */
  constructor(gotChange) {
    this.gotChange = gotChange;
  }
  async choose() {
    return this.chosen;
  }
  start() {
    this.isSharing = true;
    this.gotChange();
  }
  stop() {
    this.isSharing = false;
    this.gotChange();
  }
}

class FakeBackground {
  /** @type {BackgroundState} */
  state = { isPossible: true, chosen: "none", problem: null, load: null, ownPicture: null };
  ownPicture = null;
  /** @param {() => void} gotChange */
  constructor(gotChange) {
    this.gotChange = gotChange;
  }
  /** @param {Background} chosen */
  choose(chosen) {
    this.state = { ...this.state, chosen };
    this.gotChange();
  }
}

class FakeMedia {
  gotChange = () => {};
  /** @type {(kind: InputKind) => void} */
  gotAllowed = () => {};
  /** @type {(device: ConnectedDevice) => void} */
  gotConnected = () => {};
  /** @type {(problem: BackgroundProblem) => void} */
  gotBackgroundProblem = () => {};
  isOpen = false;
  screen = new FakeScreenShare(() => this.gotChange());
  microphone = new FakeInput(() => this.gotChange());
  camera = new FakeInput(() => this.gotChange());
  speaker = { choose() {} };
  background = new FakeBackground(() => this.gotChange());

  get state() {
    const input = (/** @type {InputKind} */ kind) => ({
      isOn: this[kind].isOn,
      isOpening: false,
      problem: this[kind].problem,
      deviceId: "",
      devices: [],
    });
    const isSharingScreen = this.screen.isSharing;
    const speaker = { deviceId: "", devices: [] };
    const [microphone, camera] = [input("microphone"), input("camera")];
    const { state: background } = this.background;
    return { microphone, camera, speaker, background, isSharingScreen, isSelfMirrored: true };
  }
  /** @param {Record<InputKind, {isOn: boolean}>} choices */
  async open({ microphone, camera }) {
    this.isOpen = true;
    this.microphone.isOn = microphone.isOn;
    this.camera.isOn = camera.isOn;
    this.gotChange();
  }
  release() {
    this.isOpen = false;
  }
}

class FakeStorage {
  displayName = "";
  tab = {
    mayRejoin: false,
    socketIds: /** @type {string[]} */ ([]),
    isOn: { microphone: true, camera: true },
  };
  /** @param {object} fields */
  updateTab(fields) {
    this.tab = { ...this.tab, ...fields };
  }
  isOnInPreview = { microphone: true, camera: true };
  /** @type {Background} */
  background = "none";
  deviceIds = { microphone: "", camera: "", speaker: "" };
  get choices() {
    const { microphone, camera } = this.tab.isOn;
    return {
      microphone: { isOn: microphone, deviceId: "" },
      camera: { isOn: camera, deviceId: "" },
    };
  }
}

/** Create a call with fake parts, and return all of them. @param {Partial<Config>} config */
export function newCall(config = {}) {
  const store = createStore(initialState({ ...CONFIG, ...config }), apply);
  const [signaling, roomMedia, media, storage] = [
    new FakeSignaling(),
    new FakeRoomMedia(),
    new FakeMedia(),
    new FakeStorage(),
  ];
  const timers = new FakeTimers();
  const parts = {
    config: { ...CONFIG, ...config },
    store,
    signaling,
    roomMedia,
    media,
    storage,
    timers,
  };
  const call = new Call(/** @type {any} */ (parts));
  return { call, store, signaling, roomMedia, media, storage, timers };
}
