import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { SoundMix } from "../../static/js/media/sound-mix.js";
import { FakeTrack } from "./fake-tracks.js";

class FakeMixedTrack extends FakeTrack {
  stop() {
    this.readyState = "ended";
  }
}

/** A context that remembers which tracks are connected to its destination. */
class FakeContext {
  isClosed = false;
  /** @type {FakeTrack[]} */
  mixed = [];
  output = new FakeMixedTrack("audio");

  createMediaStreamDestination() {
    return { stream: { getAudioTracks: () => [this.output], getTracks: () => [this.output] } };
  }
  /** @param {{tracks: FakeTrack[]}} stream */
  createMediaStreamSource({ tracks }) {
    return {
      connect: () => this.mixed.push(...tracks),
      disconnect: () => (this.mixed = this.mixed.filter((one) => !tracks.includes(one))),
    };
  }
  close() {
    this.isClosed = true;
  }
}

const [VOICE, OTHER_VOICE, TAB] = [1, 2, 3].map(() => new FakeTrack("audio"));

beforeEach(() => {
  Object.assign(globalThis, {
    MediaStream: class {
      /** @param {FakeTrack[]} tracks */
      constructor(tracks) {
        this.tracks = tracks;
      }
    },
  });
});

function newMix() {
  /** @type {FakeContext[]} */
  const contexts = [];
  const mix = new SoundMix(() => {
    const context = new FakeContext();
    contexts.push(context);
    return /** @type {any} */ (context);
  });
  /** @param {FakeTrack | null | undefined} microphone @param {FakeTrack | null | undefined} tab */
  const follow = (microphone, tab) =>
    mix.follow(/** @type {any} */ (microphone), /** @type {any} */ (tab));
  return { contexts, follow, mix };
}

test("nothing is opened until the mixed track is needed", () => {
  const { contexts, follow, mix } = newMix();
  follow(VOICE, TAB);
  assert.equal(contexts.length, 0);

  const { track } = mix;
  assert.equal(contexts.length, 1);
  assert.equal(track, contexts[0]?.output);
  assert.deepEqual(contexts[0]?.mixed, [TAB, VOICE]);
});

test("without the sound of a tab there is no mix", () => {
  const { contexts, follow, mix } = newMix();
  follow(VOICE, null);
  assert.deepEqual([mix.track, contexts.length], [null, 0]);
});

test("another microphone is mixed into the same track, and none leaves the tab", () => {
  const { contexts, follow, mix } = newMix();
  follow(VOICE, TAB);
  const { track } = mix;

  follow(OTHER_VOICE, TAB);
  assert.deepEqual(contexts[0]?.mixed, [TAB, OTHER_VOICE]);
  follow(null, TAB);
  assert.deepEqual(contexts[0]?.mixed, [TAB]);
  assert.equal(mix.track, track);
});

test("the end of the share closes everything, and the next one begins anew", () => {
  const { contexts, follow, mix } = newMix();
  follow(VOICE, TAB);
  const { track } = mix;

  follow(VOICE, null);
  assert.equal(contexts[0]?.isClosed, true);
  assert.equal(track?.readyState, "ended");
  assert.equal(mix.track, null);

  follow(VOICE, TAB);
  assert.notEqual(mix.track, track);
  assert.deepEqual(contexts[1]?.mixed, [TAB, VOICE]);
});
