/**
 * Fakes of the parts of a call: a server with configurable answers, and devices that always work.
 */

import { Call } from "../../static/js/call/call.js";
import { apply, initialState } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { CONFIG } from "./example-call.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Reply} from "../../static/js/call/protocol.js" */
/** @import {Config, InputKind} from "../../static/js/call/state/model.js" */

class FakeSignaling {
  isOpen = false;
  reopenings = 0;
  /** @type {{name: string, payload: any}[]} */
  said = [];
  /** @type {Record<string, Reply>} replies other than a plain success, by name */
  answers = {};
  /** @type {(type: any, payload: any) => void} */
  gotEvent = () => {};

  open() {
    this.isOpen = true;
  }
  reopen() {
    this.reopenings += 1;
  }
  close() {
    this.isOpen = false;
  }
  /** @param {string} name @param {object} payload */
  say(name, payload) {
    this.said.push({ name, payload });
  }
  /** @param {string} name @param {object} payload */
  async ask(name, payload) {
    this.say(name, payload);
    return this.answers[name] ?? { success: true };
  }
  /** Return the payloads sent with a name. @param {string} name */
  payloads(name) {
    return this.said.filter((one) => one.name === name).map(({ payload }) => payload);
  }
}

class FakeMesh {
  /** @type {unknown[][]} */
  calls = [];
  /** @param {...unknown} given */
  enter(...given) {
    this.calls.push(["enter", ...given]);
  }
  /** @param {string} peerId */
  drop(peerId) {
    this.calls.push(["drop", peerId]);
  }
  close() {
    this.calls.push(["close"]);
  }
  /** @param {string} formerId @param {string} id */
  gotResumed(formerId, id) {
    this.calls.push(["gotResumed", formerId, id]);
  }
  silence() {}
  /** @type {string[]} */
  attended = [];
  /** @param {string[]} peerIds */
  attend(peerIds) {
    this.attended = peerIds;
  }
  /** @param {string} peerId */
  reach(peerId) {
    this.calls.push(["reach", peerId]);
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

class FakeMedia {
  gotChange = () => {};
  isOpen = false;
  /** @type {{stop: () => void} | null} */
  screen = null;
  isSharing = false;
  microphone = new FakeInput(() => this.gotChange());
  camera = new FakeInput(() => this.gotChange());

  get state() {
    const input = (/** @type {InputKind} */ kind) => ({
      isOn: this[kind].isOn,
      isOpening: false,
      problem: this[kind].problem,
      deviceId: "",
      devices: [],
    });
    const isSharingScreen = this.isSharing;
    return { microphone: input("microphone"), camera: input("camera"), isSharingScreen };
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
  async chooseScreen() {
    return this.screen;
  }
  share() {
    this.isSharing = true;
    this.gotChange();
  }
  stopSharing() {
    this.isSharing = false;
    this.gotChange();
  }
}

class FakeMemory {
  displayName = "";
  tab = {
    mayReturn: false,
    socketIds: /** @type {string[]} */ ([]),
    isOn: { microphone: true, camera: true },
  };
  /** @param {object} fields */
  changeTab(fields) {
    this.tab = { ...this.tab, ...fields };
  }
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
  const [signaling, mesh, media, memory] = [
    new FakeSignaling(),
    new FakeMesh(),
    new FakeMedia(),
    new FakeMemory(),
  ];
  const timers = new FakeTimers();
  const parts = { config: { ...CONFIG, ...config }, store, signaling, mesh, media, memory, timers };
  const call = new Call(/** @type {any} */ (parts));
  return { call, store, signaling, mesh, media, memory, timers };
}
