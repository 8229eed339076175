import assert from "node:assert/strict";
import { test } from "node:test";
import { CameraBackground } from "../../static/js/media/background/camera-background.js";
import { settled } from "./fake-connection.js";

/** @import {FrameProcessor} from "../../static/js/media/background/frame-processor.js" */

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
function newBackground(load) {
  sent = [];
  /** @type {string[]} */
  const told = [];
  /** @type {string[]} */
  const loads = [];
  /** @type {any} */
  const replacing = { process: async () => new FakeFrame() };
  const loadProcessor = async (/** @type {string} */ wanted) => {
    loads.push(wanted);
    return load ? load() : replacing;
  };
  const background = new CameraBackground(loadProcessor, null, {
    gotChange: () => told.push("change"),
    gotState: () => told.push("state"),
    gotProblem: (problem) => told.push(problem),
  });
  return { background, told, loads };
}

/** @param {FakeVideoTrack} track */
function asTrack(track) {
  return /** @type {MediaStreamTrack} */ (/** @type {unknown} */ (track));
}

test("the camera's own track is used, and nothing is loaded, until a background is chosen", async () => {
  const { background, loads } = newBackground();
  const camera = new FakeVideoTrack();
  background.follow(asTrack(camera));
  assert.equal(background.track, camera);
  assert.deepEqual(loads, []);

  background.choose("blur");
  background.follow(asTrack(camera));
  assert.notEqual(background.track, camera);
  assert.deepEqual(loads, ["blur"]);
  assert.equal(sent.length, 0);

  background.choose("none");
  background.follow(asTrack(camera));
  assert.equal(background.track, camera);
  assert.deepEqual([camera.isStopped, camera.clones[0]?.isStopped], [false, true]);
});

test("a smaller copy of the camera is processed, and each camera has a track of its own", async () => {
  const { background, loads } = newBackground();
  const [first, second] = [new FakeVideoTrack(), new FakeVideoTrack({ width: 320, height: 240 })];
  background.choose("blur");
  background.follow(asTrack(first));
  const { track } = background;
  await settled();
  assert.deepEqual(first.clones[0]?.constraints, [{ width: 640, height: 360 }]);
  first.clones[0]?.frames?.enqueue(new FakeFrame());
  await settled();
  assert.equal(sent.length, 1);

  background.follow(asTrack(first));
  assert.equal(background.track, track);
  background.follow(asTrack(second));
  assert.notEqual(background.track, track);
  await settled();
  assert.deepEqual(second.clones[0]?.constraints, []);
  background.follow(null);
  assert.equal(background.track, null);
  assert.equal(second.clones[0]?.isStopped, true);
  assert.deepEqual(loads, ["blur", "blur"]);
});

test("a library that can't be loaded is a problem, and is loaded again at the next attempt", async () => {
  const { background, told, loads } = newBackground(async () => {
    throw new Error("offline");
  });
  background.choose("blur");
  background.follow(asTrack(new FakeVideoTrack()));
  await settled();
  assert.deepEqual(told, ["change", "failed", "change"]);
  assert.deepEqual([background.state.chosen, background.state.problem], ["none", "failed"]);
  background.choose("blur");
  background.follow(asTrack(new FakeVideoTrack()));
  assert.deepEqual([loads.length, background.state.problem], [2, null]);
});

test("a browser that can't change the background ignores the wish", () => {
  const background = new CameraBackground(null, null, {
    gotChange: assert.fail,
    gotState: assert.fail,
    gotProblem: assert.fail,
  });
  background.choose("blur");
  assert.deepEqual([background.state.isPossible, background.state.chosen], [false, "none"]);
});

test("another background gets a track of its own, and the camera is not shown in between", async () => {
  const { background, loads } = newBackground();
  const camera = new FakeVideoTrack();
  background.choose("blur");
  background.follow(asTrack(camera));
  const { track: blurred } = background;

  background.choose("hills");
  background.follow(asTrack(camera));

  assert.deepEqual(loads, ["blur", "hills"]);
  assert.notEqual(background.track, blurred);
  assert.notEqual(background.track, camera);
  assert.deepEqual([camera.isStopped, camera.clones[0]?.isStopped], [false, true]);
});
