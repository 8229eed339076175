import assert from "node:assert/strict";
import { test } from "node:test";
import { MainSpeakerWatch } from "../../static/js/call/main-speaker-watch.js";
import { apply, initialState } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { CONFIG, joined, participant } from "./example-call.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Events} from "../../static/js/call/state/events.js" */

/** Watch a meeting with Ann, Bo and Cy. */
function watchMeeting() {
  const timers = new FakeTimers();
  const store = createStore(initialState(CONFIG), apply);
  /** @param {keyof Events} type @param {object} payload */
  const got = (type, payload) => store.dispatch(/** @type {any} */ ({ type, payload }));
  /** @param {string} name @param {boolean} isSpeaking */
  const speaks = (name, isSpeaking = true) =>
    got("speaking-changed", { participantId: `seat of ${name}`, isSpeaking });
  new MainSpeakerWatch({ store, timers, now: timers.now });
  got("connected", { socketId: "me", isRecovered: false });
  got("room-joined", joined({ participants: ["ann", "bo", "cy"].map(participant) }));
  return { timers, store, got, speaks, main: () => store.state.mainSpeaker };
}

/** Watch a meeting in which Bo has been speaking. @param {number} seconds */
function whileBoSpeaks(seconds) {
  const watched = watchMeeting();
  watched.speaks("bo");
  watched.timers.pass(seconds);
  return watched;
}

test("the first person who speaks is large at once", () => {
  const { main, speaks, timers } = watchMeeting();
  assert.equal(main(), null);
  speaks("bo");
  timers.pass(0);
  assert.equal(main(), "seat of bo");
});

test("this person is never large", () => {
  const { main, speaks, timers } = watchMeeting();
  speaks("me");
  timers.pass(10);
  assert.equal(main(), null);
});

test("a short sound of another person in a pause of the speaker moves nothing", () => {
  const { main, speaks, timers } = whileBoSpeaks(5);
  speaks("bo", false);
  speaks("ann");
  timers.pass(1.4);
  speaks("ann", false);
  timers.pass(10);
  assert.equal(main(), "seat of bo");
  assert.equal(timers.count, 0);
});

test("a person who goes on speaking takes over after 1.5 s", () => {
  const { main, speaks, timers } = whileBoSpeaks(5);
  speaks("bo", false);
  speaks("ann");
  timers.pass(1.4);
  assert.equal(main(), "seat of bo");
  timers.pass(0.1);
  assert.equal(main(), "seat of ann");
});

test("a person who speaks keeps the place, however long another one speaks too", () => {
  const { main, speaks, timers } = whileBoSpeaks(1);
  speaks("ann");
  timers.pass(60);
  assert.equal(main(), "seat of bo");
  speaks("bo", false);
  timers.pass(0);
  assert.equal(main(), "seat of ann");
});

test("of two others, the one who began first takes over", () => {
  const { main, speaks, timers } = whileBoSpeaks(1);
  speaks("cy");
  timers.pass(1);
  speaks("ann");
  speaks("bo", false);
  timers.pass(0.5);
  assert.equal(main(), "seat of cy");
});

test("the place of a person who has left is taken at once", () => {
  const { got, main, speaks, timers } = whileBoSpeaks(1);
  speaks("ann");
  got("user-left", { socketId: "bo" });
  timers.pass(0);
  assert.equal(main(), "seat of ann");
});

test("the watch forgets who spoke when the call ends", () => {
  const { got, main, speaks, timers } = whileBoSpeaks(1);
  speaks("ann");
  got("left", { kind: "left" });
  timers.pass(10);
  assert.equal(main(), null);
  assert.equal(timers.count, 0);
});
