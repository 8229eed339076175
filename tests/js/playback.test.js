import assert from "node:assert/strict";
import { test } from "node:test";
import { play } from "../../static/js/ui/stage/playback.js";
import { settled } from "./fake-connection.js";

class FakeVideo {
  srcObject = null;
  paused = true;
  muted = false;
  plays = 0;
  /** @type {string | null} name of the error with which the browser refuses to play */
  refusal = null;
  onpause = () => {};
  async play() {
    this.plays += 1;
    if (this.refusal) throw new DOMException("no", this.refusal);
    this.paused = false;
  }
  pause() {
    this.paused = true;
    this.onpause();
  }
}

/** @param {FakeVideo} video @param {object | undefined} stream @param {() => void} [gotBlocked] */
function playIn(video, stream, gotBlocked = () => {}) {
  const options = { isSilent: false, speakerId: "", gotBlocked };
  play(/** @type {any} */ (video), /** @type {any} */ (stream), options);
}

test("a video that the browser has paused goes on", async () => {
  const video = new FakeVideo();
  playIn(video, {});
  await settled();
  video.pause();
  await settled();
  assert.deepEqual([video.paused, video.plays], [false, 2]);
});

test("if the browser refuses to go on with the sound, the person is told", async () => {
  const video = new FakeVideo();
  let blocked = 0;
  playIn(video, {}, () => (blocked += 1));
  await settled();
  video.refusal = "NotAllowedError";
  video.pause();
  await settled();
  assert.equal(blocked, 1);
  video.refusal = "AbortError";
  video.pause();
  await settled();
  assert.equal(blocked, 1);
});

test("a video without a stream stays paused", async () => {
  const video = new FakeVideo();
  playIn(video, {});
  await settled();
  playIn(video, undefined);
  video.pause();
  await settled();
  assert.deepEqual([video.paused, video.plays], [true, 1]);
});
