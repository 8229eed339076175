import assert from "node:assert/strict";
import { test } from "node:test";
import { MicrophoneMeter } from "../../static/js/media/microphone-meter.js";

class Track {
  enabled = false;
  isStopped = false;
  /** @type {Track[]} */
  clones = [];
  clone() {
    const clone = new Track();
    this.clones.push(clone);
    return clone;
  }
  stop() {
    this.isStopped = true;
  }
}

function newMeter() {
  /** @type {unknown[]} */
  const heard = [];
  const level = { listen: heard.push.bind(heard), readAmplitude: () => 0.25, close: () => {} };
  const meter = new MicrophoneMeter(/** @type {any} */ (level));
  return { heard, read: (/** @type {any} */ track) => meter.read(track), meter };
}

test("a muted track is measured by a clone that is on, and stays muted", () => {
  const { heard, read } = newMeter();
  const track = new Track();
  assert.equal(read(track), 0.25);
  read(track);
  assert.deepEqual(heard, track.clones);
  assert.equal(track.clones.length, 1);
  assert.equal(track.clones[0]?.enabled, true);
  assert.equal(track.enabled, false);
});

test("the clone is released with its track", () => {
  const { read, meter } = newMeter();
  const [first, second] = [new Track(), new Track()];
  read(first);
  read(second);
  assert.equal(first.clones[0]?.isStopped, true);
  assert.equal(second.clones[0]?.isStopped, false);
  meter.close();
  assert.equal(second.clones[0]?.isStopped, true);
});

test("without a microphone, nothing is opened", () => {
  const { heard, read } = newMeter();
  read(null);
  assert.deepEqual(heard, []);
});
