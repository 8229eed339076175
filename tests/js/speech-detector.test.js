import assert from "node:assert/strict";
import { test } from "node:test";
import { SpeechDetector } from "../../static/js/media/speech-detector.js";

const STEP_MS = 50;
const [LOUD, SOFT, SILENT] = [0.1, 0.015, 0];

/** @param {SpeechDetector} detector @param {number} level @param {number} ms */
function hear(detector, level, ms) {
  for (let heard = 0; heard < ms; heard += STEP_MS) detector.gotLevel(level, STEP_MS);
  return detector.isSpeaking;
}

test("a person speaks after 150 ms of loud sound", () => {
  const detector = new SpeechDetector();
  assert.equal(hear(detector, LOUD, 100), false);
  assert.equal(hear(detector, LOUD, 50), true);
});

test("a person stops speaking after 800 ms of silence", () => {
  const detector = new SpeechDetector();
  hear(detector, LOUD, 150);
  assert.equal(hear(detector, SILENT, 750), true);
  assert.equal(hear(detector, SILENT, 50), false);
});

test("pauses between words do not end speech", () => {
  const detector = new SpeechDetector();
  hear(detector, LOUD, 150);
  for (let word = 0; word < 10; word += 1) {
    assert.equal(hear(detector, SILENT, 750), true);
    assert.equal(hear(detector, LOUD, 50), true);
  }
});

test("a short noise is not speech", () => {
  const detector = new SpeechDetector();
  for (let knock = 0; knock < 10; knock += 1) {
    assert.equal(hear(detector, LOUD, 100), false);
    assert.equal(hear(detector, SILENT, 800), false);
  }
});

test("soft sound continues speech, but does not begin it", () => {
  const detector = new SpeechDetector();
  assert.equal(hear(detector, SOFT, 2000), false);
  hear(detector, LOUD, 150);
  assert.equal(hear(detector, SOFT, 2000), true);
});

test("one level after a long pause of the page is not speech", () => {
  const detector = new SpeechDetector();
  detector.gotLevel(LOUD, 1000);
  assert.equal(detector.isSpeaking, false);
});

test("the time until speech can be set", () => {
  const detector = new SpeechDetector(600);
  assert.equal(hear(detector, LOUD, 550), false);
  assert.equal(hear(detector, LOUD, 50), true);
});
