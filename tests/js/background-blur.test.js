import assert from "node:assert/strict";
import { test } from "node:test";
import { BackgroundBlur } from "../../static/js/media/blur/background-blur.js";
import { settled } from "./fake-connection.js";

/** @import {FrameProcessor} from "../../static/js/media/blur/frame-processor.js" */

class FakeVideoTrack {
  isStopped = false;
  /** @type {FakeVideoTrack[]} */
  clones = [];
  /** @type {object[]} */
  constraints = [];
  /** @type {ReadableStreamDefaultController | undefined} */
  frames;
  /** @param {{width: number, height: number}} size */
  constructor(size = { width: 1280, height: 720 }) {
    this.size = size;
  }
  getSettings() {
    return this.size;
  }
  clone() {
    const clone = new FakeVideoTrack(this.size);
    this.clones.push(clone);
    return clone;
  }
  /** @param {object} wanted */
  async applyConstraints(wanted) {
    this.constraints.push(wanted);
  }
  stop() {
    this.isStopped = true;
  }
}

class FakeFrame {
  isClosed = false;
  close() {
    this.isClosed = true;
  }
}

/** @type {FakeFrame[]} */
let sent = [];
Object.assign(globalThis, {
  MediaStreamTrackGenerator: class extends FakeVideoTrack {
    writable = new WritableStream({ write: (frame) => void sent.push(frame) });
  },
  MediaStreamTrackProcessor: class {
    /** @param {{track: FakeVideoTrack}} source */
    constructor({ track }) {
      this.readable = new ReadableStream({ start: (frames) => (track.frames = frames) });
    }
  },
});

/** @param {() => Promise<FrameProcessor>} [load] */
function newBlur(load) {
  sent = [];
  /** @type {string[]} */
  const told = [];
  let loads = 0;
  /** @type {any} */
  const blurring = { process: async () => new FakeFrame() };
  const loadProcessor = async () => {
    loads += 1;
    return load ? load() : blurring;
  };
  const blur = new BackgroundBlur(loadProcessor, {
    gotChange: () => told.push("change"),
    gotLoad: () => told.push("load"),
    gotProblem: (problem) => told.push(problem),
  });
  return { blur, told, loads: () => loads };
}

/** @param {FakeVideoTrack} track */
function asTrack(track) {
  return /** @type {MediaStreamTrack} */ (/** @type {unknown} */ (track));
}

test("the camera's own track is used, and nothing is loaded, until the blur is turned on", async () => {
  const { blur, loads } = newBlur();
  const camera = new FakeVideoTrack();
  blur.follow(asTrack(camera));
  assert.equal(blur.track, camera);
  assert.equal(loads(), 0);

  blur.turnOn();
  blur.follow(asTrack(camera));
  assert.notEqual(blur.track, camera);
  assert.equal(loads(), 1);
  assert.equal(sent.length, 0);

  blur.turnOff();
  blur.follow(asTrack(camera));
  assert.equal(blur.track, camera);
  assert.deepEqual([camera.isStopped, camera.clones[0]?.isStopped], [false, true]);
});

test("a smaller copy of the camera is processed, and each camera has a track of its own", async () => {
  const { blur, loads } = newBlur();
  const [first, second] = [new FakeVideoTrack(), new FakeVideoTrack({ width: 320, height: 240 })];
  blur.turnOn();
  blur.follow(asTrack(first));
  const { track } = blur;
  await settled();
  assert.deepEqual(first.clones[0]?.constraints, [{ width: 640, height: 360 }]);
  first.clones[0]?.frames?.enqueue(new FakeFrame());
  await settled();
  assert.equal(sent.length, 1);

  blur.follow(asTrack(first));
  assert.equal(blur.track, track);
  blur.follow(asTrack(second));
  assert.notEqual(blur.track, track);
  await settled();
  assert.deepEqual(second.clones[0]?.constraints, []);
  blur.follow(null);
  assert.equal(blur.track, null);
  assert.equal(second.clones[0]?.isStopped, true);
  assert.equal(loads(), 1);
});

test("a library that can't be loaded is a problem, and is loaded again at the next attempt", async () => {
  const { blur, told, loads } = newBlur(async () => {
    throw new Error("offline");
  });
  blur.turnOn();
  blur.follow(asTrack(new FakeVideoTrack()));
  await settled();
  assert.deepEqual(told, ["change", "failed", "change"]);
  assert.deepEqual([blur.state.isOn, blur.state.problem], [false, "failed"]);
  blur.turnOn();
  assert.deepEqual([loads(), blur.state.problem], [2, null]);
});

test("a browser that can't blur ignores the wish", () => {
  const blur = new BackgroundBlur(null, {
    gotChange: assert.fail,
    gotLoad: assert.fail,
    gotProblem: assert.fail,
  });
  blur.turnOn();
  assert.deepEqual([blur.state.isPossible, blur.state.isOn], [false, false]);
});
