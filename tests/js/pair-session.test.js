import assert from "node:assert/strict";
import { test } from "node:test";

import { PairSession } from "../../static/js/pair/pair-session.js";
import { apply, initialState } from "../../static/js/pair/state.js";
import { createStore } from "../../static/js/store.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Background} from "../../static/js/media/media-state.js" */

const found = { withVideo: true, partnerId: "ben" };
const OFF = { isOn: false, isOpening: false, problem: null, deviceId: "", devices: [] };

/** A fake server that answers at once and records sent events in `sent`. */
class FakeSignaling {
  /** @type {any} */
  gotEvent = () => {};
  /** @type {unknown[][]} */
  sent = [];
  isOpen = false;
  /** @type {Record<string, object>} */
  answers = {};

  open() {
    this.isOpen = true;
  }

  close() {
    this.isOpen = false;
  }

  /** @param {unknown[]} args */
  emit(...args) {
    this.sent.push(args);
  }

  /** @param {string} name @param {unknown[]} args */
  async request(name, ...args) {
    this.sent.push([name, ...args]);
    return this.answers[name] ?? { success: true };
  }
}

/** Fake local devices, present or missing. */
class FakeMedia {
  gotChange = () => {};
  gotBackgroundProblem = () => {};
  isOpen = false;
  hasDevices = true;
  preview = {};
  isCameraOn = true;
  camera = { turnOff: () => (this.isCameraOn = false) };
  background = {
    state: { ...initialState.media.background },
    ownPicture: null,
    /** @param {Background} chosen */
    choose: (chosen) => {
      this.background.state.chosen = chosen;
      this.gotChange();
    },
  };

  get outgoing() {
    return { tracks: { microphone: null, camera: this.isOpen && this.hasDevices ? {} : null } };
  }

  get state() {
    const speaker = { deviceId: "", devices: [] };
    const { state: background } = this.background;
    return {
      microphone: OFF,
      camera: OFF,
      speaker,
      background,
      isSharingScreen: false,
      isSelfMirrored: true,
    };
  }

  async open() {
    this.isOpen = true;
  }

  release() {
    this.isOpen = false;
  }
}

/** A fake link that records the calls of its methods. */
class FakeLink {
  /** @type {unknown[][]} */
  deeds = [];
  /** @type {any} */
  listener;

  /** @param {unknown} _iceServers @param {boolean} isPolite @param {any} listener */
  open(_iceServers, isPolite, listener) {
    this.deeds.push(["open", isPolite]);
    this.listener = listener;
  }

  offer() {
    this.deeds.push(["offer"]);
  }

  /** @param {unknown[]} args */
  gotDescription(...args) {
    this.deeds.push(args);
  }

  gotCandidate() {}
  tracksChanged() {}
  setIceServers() {}

  close() {
    this.deeds.push(["close"]);
  }
}

function newSession() {
  const store = createStore(initialState, apply);
  const timers = new FakeTimers();
  const fakes = { signaling: new FakeSignaling(), media: new FakeMedia(), link: new FakeLink() };
  const storage = { background: /** @type {Background} */ ("none") };
  const parts = { store, timers, storage, ...fakes };
  const session = new PairSession(/** @type {any} */ (parts));
  return { session, ...parts };
}

async function paired() {
  const parts = newSession();
  await parts.session.start(true);
  parts.signaling.gotEvent("connected", { socketId: "ann", isRecovered: false });
  parts.signaling.gotEvent("chatStart", found);
  await Promise.resolve();
  await Promise.resolve();
  return parts;
}

test("the camera opens before the search, and ready is sent when the link exists", async () => {
  const { signaling, link, media } = await paired();
  assert.ok(media.isOpen);
  assert.deepEqual(signaling.sent[0], ["findChat", "", true]);
  assert.deepEqual(link.deeds.at(-1), ["open", false]);
  assert.deepEqual(signaling.sent.at(-1), ["ready-to-connect"]);
});

test("without devices no partner is searched for video, but text is always possible", async () => {
  const { session, signaling, media, store } = newSession();
  media.hasDevices = false;
  await session.start(true);
  assert.equal(store.state.phase, "no-devices");
  assert.deepEqual([signaling.isOpen, media.isOpen], [false, false]);
  await session.start(false);
  assert.equal(signaling.isOpen, true);
});

test("stopping while the browser asks for the camera leaves no device open", async () => {
  const { session, signaling, media, store } = newSession();
  const starting = session.start(true);
  session.stop();
  await starting;
  assert.deepEqual([store.state.phase, media.isOpen, signaling.isOpen], ["idle", false, false]);
});

test("signals are sent with the names of the protocol", async () => {
  const { signaling, link } = await paired();
  link.listener.send({ description: { type: "offer", sdp: "v=0" } });
  link.listener.send({ description: { type: "answer", sdp: "v=0" } });
  link.listener.send({ candidate: { toJSON: () => ({ candidate: "c" }) } });
  assert.deepEqual(signaling.sent.slice(-3), [
    ["webrtc-offer", { offer: { type: "offer", sdp: "v=0" } }],
    ["webrtc-answer", { answer: { type: "answer", sdp: "v=0" } }],
    ["ice-candidate", { candidate: { candidate: "c" } }],
  ]);
});

test("signals of the partner are passed to the link", async () => {
  const { signaling, link } = await paired();
  signaling.gotEvent("create-offer", undefined);
  signaling.gotEvent("webrtc-answer", { answer: "A", from: "ben" });
  assert.deepEqual(link.deeds.slice(-2), [["offer"], ["A", "answer"]]);
  signaling.gotEvent("partnerLeft", { partnerId: "ben" });
  assert.deepEqual(link.deeds.at(-1), ["close"]);
});

test("no link is opened to a partner who left before the ICE servers arrived", async () => {
  const { session, signaling, link } = newSession();
  await session.start(true);
  signaling.gotEvent("connected", { socketId: "ann", isRecovered: false });
  signaling.gotEvent("chatStart", found);
  signaling.gotEvent("partnerLeft", { partnerId: "ben" });
  await Promise.resolve();
  await Promise.resolve();
  assert.ok(!link.deeds.some(([action]) => action === "open"));
});

test("a connection with a new id searches again, a recovered one does not", async () => {
  const { signaling } = await paired();
  const asked = () => signaling.sent.filter(([name]) => name === "findChat").length;
  signaling.gotEvent("connected", { socketId: "ann", isRecovered: true });
  assert.equal(asked(), 1);
  signaling.gotEvent("connected", { socketId: "ann-2", isRecovered: false });
  assert.equal(asked(), 2);
});

test("a refusal ends the search and releases the devices", async () => {
  const { session, signaling, media, store } = newSession();
  signaling.answers.findChat = { success: false, code: "PAIRING_BLOCKED" };
  await session.start(true);
  signaling.gotEvent("connected", { socketId: "ann", isRecovered: false });
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual([store.state.phase, store.state.code], ["refused", "PAIRING_BLOCKED"]);
  assert.deepEqual([media.isOpen, signaling.isOpen], [false, false]);
});

test("after three failed attempts the server counts as unreachable", async () => {
  const { session, signaling, store } = newSession();
  await session.start(false);
  signaling.gotEvent("connect-failed", { code: "" });
  signaling.gotEvent("connect-failed", { code: "" });
  assert.equal(store.state.phase, "connecting");
  signaling.gotEvent("connect-failed", { code: "" });
  assert.deepEqual([store.state.phase, signaling.isOpen], ["unreachable", false]);
});

test("a person who is signed out is told so, and all resources are released", async () => {
  const { signaling, store, media } = await paired();
  signaling.gotEvent("error", "You were signed out");
  assert.deepEqual([store.state.phase, store.state.code], ["refused", "SIGNED_OUT"]);
  assert.deepEqual([media.isOpen, signaling.isOpen], [false, false]);
});

test("a report contains the partner's id", async () => {
  const { session, signaling, store } = await paired();
  assert.equal(await session.report("Rude"), true);
  assert.deepEqual(signaling.sent.at(-1), ["report", { reason: "Rude", partnerId: "ben" }]);
  assert.equal(store.state.isReported, true);
});

test("only a server that has never answered is given up after a timeout", async () => {
  const [silent, answering] = [newSession(), newSession()];
  for (const { session } of [silent, answering]) await session.start(false);
  answering.signaling.gotEvent("connected", { socketId: "ann", isRecovered: false });
  answering.signaling.gotEvent("waiting", undefined);
  for (const { timers } of [silent, answering]) timers.pass(15);
  assert.deepEqual([silent.store.state.phase, silent.signaling.isOpen], ["unreachable", false]);
  assert.deepEqual([answering.store.state.phase, answering.signaling.isOpen], ["waiting", true]);
});

test("the stored background is chosen at once, and another choice is stored", () => {
  const { session, media, storage } = newSession();
  storage.background = "hills";
  session.background.restore();
  assert.equal(media.background.state.chosen, "hills");
  session.background.choose("blur");
  assert.deepEqual([media.background.state.chosen, storage.background], ["blur", "blur"]);
});

test("the camera is turned off if the background can't be replaced any longer", async () => {
  const { media, storage } = await paired();
  storage.background = "blur";
  media.gotBackgroundProblem();
  assert.deepEqual([media.isCameraOn, storage.background], [false, "none"]);
});
