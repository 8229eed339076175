import assert from "node:assert/strict";
import { test } from "node:test";
import { MicrophoneMeter } from "../../static/js/media/microphone-meter.js";

class Track {
  enabled = false;
  isStopped = false;
  muted = false;
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
  const level = {
    listen: heard.push.bind(heard),
    amplitude: 0.25,
    isRunning: true,
    readAmplitude: () => level.amplitude,
    close: () => {},
  };
  const meter = new MicrophoneMeter(/** @type {any} */ (level));
  const read = (/** @type {any} */ track) => meter.read(track);
  /** Read for 10 s. @param {Track | null} track */
  const readLong = (track) => {
    for (let readings = 0; readings < 200; readings += 1) read(track);
    return meter.isSilent;
  };
  return { heard, read, readLong, meter, level };
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

test("a microphone that has delivered no sound for 10 s is silent", () => {
  const { level, readLong, read, meter } = newMeter();
  level.amplitude = 0;
  const track = new Track();
  assert.equal(readLong(track), true);
  level.amplitude = 0.001;
  read(track);
  assert.equal(meter.isSilent, false);
  level.amplitude = 0;
  assert.equal(readLong(track), false);
  track.muted = true;
  assert.equal(readLong(track), true);
});

test("without a microphone, or without a measurement, nothing is silent", () => {
  const { level, readLong } = newMeter();
  level.amplitude = 0;
  assert.equal(readLong(null), false);
  level.isRunning = false;
  assert.equal(readLong(new Track()), false);
});
