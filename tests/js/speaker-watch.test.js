import assert from "node:assert/strict";
import { test } from "node:test";
import { SpeakerWatch } from "../../static/js/call/speaker-watch.js";
import { isSpeaking, personOfSeat } from "../../static/js/call/state/selectors.js";
import { apply, initialState } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { CONFIG, joined, participant, SETTINGS } from "./example-call.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Events} from "../../static/js/call/state/events.js" */

/** Watch a meeting with Ann whose levels the test sets: `levels.ann`, `levels.me`. */
function watchMeeting(fields = {}) {
  const timers = new FakeTimers();
  const store = createStore(initialState(CONFIG), apply);
  /** @type {Record<string, number>} */
  const levels = { me: 0, ann: 0 };
  const closed = { count: 0 };
  const silence = { isOwn: false };
  /** @param {keyof Events} type @param {object} payload */
  const got = (type, payload) => store.dispatch(/** @type {any} */ ({ type, payload }));
  new SpeakerWatch({
    store,
    levels: {
      readOwn: () => levels.me ?? 0,
      readPeer: (socketId) => levels[socketId] ?? 0,
      isOwnSilent: () => silence.isOwn,
      close: () => {
        closed.count += 1;
      },
    },
    timers,
    now: timers.now,
  });
  got("connected", { socketId: "me", isRecovered: false });
  got("room-joined", joined({ participants: [participant("ann")], ...fields }));
  return { store, timers, levels, got, closed, silence };
}

/** @param {boolean} isOn */
function microphone(isOn) {
  const input = { isOn, isOpening: false, problem: null, deviceId: "", devices: [] };
  const speaker = { deviceId: "", devices: [] };
  const background = initialState(CONFIG).media.background;
  return {
    microphone: input,
    camera: input,
    speaker,
    background,
    isSharingScreen: false,
    isSelfMirrored: true,
  };
}

/** @param {ReturnType<typeof watchMeeting>} parts */
function hints({ store }) {
  return store.state.notices.filter(({ kind }) => kind === "speaking-muted").length;
}

test("a microphone that is on but silent is told once, until it has delivered sound again", () => {
  const { store, timers, got, silence } = watchMeeting();
  const told = () => store.state.notices.filter(({ kind }) => kind === "microphone-silent").length;
  silence.isOwn = true;
  timers.pass(1);
  assert.equal(told(), 0);
  got("media-changed", microphone(true));
  timers.pass(60);
  assert.equal(told(), 1);
  silence.isOwn = false;
  timers.pass(1);
  silence.isOwn = true;
  timers.pass(1);
  assert.equal(told(), 2);
});

test("the state has the people who speak, in the order in which they began", () => {
  const { store, timers, levels, got } = watchMeeting();
  got("media-changed", microphone(true));
  levels.ann = 0.1;
  timers.pass(0.3);
  assert.deepEqual(store.state.speakers, ["seat of ann"]);
  levels.me = 0.1;
  timers.pass(0.3);
  assert.deepEqual(store.state.speakers, ["seat of ann", "seat of me"]);
  levels.ann = 0;
  timers.pass(1);
  assert.deepEqual(store.state.speakers, ["seat of me"]);
});

test("steady speech changes the state once", () => {
  const { store, timers, levels } = watchMeeting();
  let changes = -1;
  store.subscribe(() => (changes += 1));
  levels.ann = 0.1;
  timers.pass(10);
  assert.equal(changes, 1);
});

test("a muted person does not speak, whatever arrives", () => {
  const { store, timers, levels, got } = watchMeeting();
  levels.ann = 0.1;
  timers.pass(1);
  got("user-toggle-audio", { socketId: "ann", enabled: false });
  assert.ok(!isSpeaking(store.state, personOfSeat(store.state, "seat of ann")));
  timers.pass(1);
  assert.deepEqual(store.state.speakers, []);
});

test("a person who returns under another socket id goes on speaking", () => {
  const { store, timers, levels, got } = watchMeeting();
  levels.ann = levels.ann2 = 0.1;
  timers.pass(1);
  const payload = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann2" };
  got("participant-resumed", payload);
  timers.pass(2);
  assert.deepEqual(store.state.speakers, ["seat of ann"]);
});

test("a person who left and returns begins in silence", () => {
  const { store, timers, levels, got } = watchMeeting();
  levels.ann = 0.1;
  timers.pass(1);
  got("user-left", { socketId: "ann" });
  assert.deepEqual(store.state.speakers, []);
  timers.pass(0.1);
  levels.ann = 0;
  got("user-joined", { participant: participant("ann") });
  timers.pass(0.1);
  assert.deepEqual(store.state.speakers, []);
});

test("nothing is measured before and after the meeting", () => {
  const { store, timers, got, closed } = watchMeeting();
  assert.equal(timers.count, 1);
  got("left", { kind: "left" });
  assert.equal(timers.count, 0);
  assert.equal(closed.count, 1);
  assert.deepEqual(store.state.speakers, []);
});

test("a person who speaks while muted sees a hint, at most one a minute", () => {
  const parts = watchMeeting();
  parts.levels.me = 0.1;
  parts.timers.pass(0.4);
  assert.equal(hints(parts), 0);
  parts.timers.pass(50);
  assert.equal(hints(parts), 1);
  parts.timers.pass(20);
  assert.equal(hints(parts), 2);
});

test("the hint ends when the person unmutes", () => {
  const parts = watchMeeting();
  parts.levels.me = 0.1;
  parts.timers.pass(2);
  parts.got("media-changed", microphone(true));
  assert.equal(hints(parts), 0);
  parts.timers.pass(100);
  assert.equal(hints(parts), 0);
});

test("a person who may not unmute sees no hint", () => {
  const parts = watchMeeting({ settings: { ...SETTINGS, allowMicrophone: false } });
  parts.levels.me = 0.1;
  parts.timers.pass(10);
  assert.equal(hints(parts), 0);
});
