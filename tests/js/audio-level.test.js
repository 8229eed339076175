import assert from "node:assert/strict";
import { test } from "node:test";
import { AudioLevel } from "../../static/js/browser/audio-level.js";

/** A context as in Firefox: it accepts only tracks with the sample rate of the speaker. */
class FakeContext {
  static speakerRate = 48_000;
  static open = 0;
  state = "running";
  sampleRate = FakeContext.speakerRate;
  constructor() {
    FakeContext.open += 1;
  }
  /** @param {{tracks: {sampleRate: number}[]}} stream */
  createMediaStreamSource({ tracks: [track] }) {
    if (track?.sampleRate !== this.sampleRate) throw new DOMException("rate", "NotSupportedError");
    return { connect() {}, disconnect() {} };
  }
  async close() {
    FakeContext.open -= 1;
  }
}

class FakeAnalyser {
  /** @param {Float32Array} samples */
  getFloatTimeDomainData(samples) {
    samples.fill(0.5);
  }
}

class FakeStream {
  /** @param {unknown[]} tracks */
  constructor(tracks) {
    this.tracks = tracks;
  }
}

Object.assign(globalThis, {
  AudioContext: FakeContext,
  AnalyserNode: FakeAnalyser,
  MediaStream: FakeStream,
});
Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });

/** @param {number} sampleRate @returns {any} */
const track = (sampleRate) => ({ sampleRate });

test("a track with another sample rate is not measured, and causes no error", () => {
  const level = new AudioLevel();
  level.listen(track(16_000));
  assert.deepEqual([level.readAmplitude(), level.isRunning], [0, false]);
});

test("after a change of the speaker, the next track is measured", () => {
  const level = new AudioLevel();
  FakeContext.speakerRate = 48_000;
  level.listen(track(48_000));
  assert.deepEqual([level.readAmplitude(), level.isRunning], [0.5, true]);
  FakeContext.speakerRate = 44_100;
  level.listen(track(44_100));
  assert.deepEqual([level.readAmplitude(), level.isRunning], [0.5, true]);
});

test("no context stays open", () => {
  const level = new AudioLevel();
  const before = FakeContext.open;
  for (const rate of [48_000, 44_100]) level.listen(track(rate));
  assert.equal(FakeContext.open, before + 1);
  level.close();
  assert.deepEqual([FakeContext.open, level.readAmplitude()], [before, 0]);
});
