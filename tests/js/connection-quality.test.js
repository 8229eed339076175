import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionQuality, weakConnections } from "../../static/js/rtc/connection-quality.js";

const GOOD = { loss: 0.01, freezeSeconds: 0, roundTripSeconds: 0.05 };
const LOSSY = { ...GOOD, loss: 0.06 };
const SLOW = { ...GOOD, roundTripSeconds: 0.9 };

/** @param {import("../../static/js/rtc/link-quality.js").Sample[][]} samples */
function after(...samples) {
  const quality = new ConnectionQuality();
  return samples.map((sample) => {
    quality.got(sample);
    return quality.isWeak;
  });
}

test("two bad samples in a row make a connection weak", () => {
  assert.deepEqual(after([LOSSY], [LOSSY]), [false, true]);
  assert.deepEqual(after([SLOW], [LOSSY]), [false, true]);
  assert.deepEqual(after([LOSSY], [GOOD], [LOSSY], [GOOD]), [false, false, false, false]);
});

test("one bad direction is enough", () => {
  assert.deepEqual(after([GOOD, LOSSY], [LOSSY, GOOD]), [false, true]);
});

test("five good samples in a row make it strong again", () => {
  const good = Array.from({ length: 4 }, () => [GOOD]);
  const weak = [[LOSSY], [LOSSY]];
  assert.equal(after(...weak, ...good).at(-1), true);
  assert.equal(after(...weak, ...good, [GOOD]).at(-1), false);
  assert.equal(after(...weak, ...good, [LOSSY], ...good).at(-1), true);
});

/** @param {Record<string, boolean>} links @param {boolean} [isUploadWeak] */
function sides(links, isUploadWeak = false) {
  return weakConnections({ selfId: "me", links: new Map(Object.entries(links)), isUploadWeak });
}

test("strong connections have no side", () => {
  assert.deepEqual(sides({ ann: false, ben: false }), {});
  assert.deepEqual(sides({}), {});
});

test("a few weak connections among others are those of the other people", () => {
  assert.deepEqual(sides({ ann: true, ben: false }), { ann: "theirs" });
  assert.deepEqual(sides({ ann: true, ben: true, cid: false, dora: false }), {
    ann: "theirs",
    ben: "theirs",
  });
});

test("most connections are weak because of this side", () => {
  assert.deepEqual(sides({ ann: true, ben: true }), { me: "own" });
  assert.deepEqual(sides({ ann: true, ben: true, cid: false }), { me: "own" });
});

test("with one other person, nobody can tell", () => {
  assert.deepEqual(sides({ ann: true }), { ann: "between" });
});

test("a weak upload to a media server is this side's", () => {
  assert.deepEqual(sides({ ann: true }, true), { me: "own" });
  assert.deepEqual(sides({ ann: false, ben: false, cid: true }, true), { me: "own" });
});
