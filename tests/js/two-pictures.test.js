/** The lines of a link to a peer that understands a second picture, and to one that does not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, carry, count, newLink } from "./example-link.js";
import { settled } from "./fake-connection.js";
import { FakeTrack, outgoing } from "./fake-tracks.js";

/** @import {OutgoingTracks} from "../../static/js/media/local-media.js" */

const [VOICE, FACE, SCREEN, SOUND] = ["audio", "video", "video", "audio"].map(
  (kind) => new FakeTrack(kind),
);
const MIXED = new FakeTrack("audio");
const asTrack = (/** @type {FakeTrack} */ track) =>
  /** @type {MediaStreamTrack} */ (/** @type {unknown} */ (track));
const CAMERA = () => outgoing(VOICE, FACE);
const SHARING = () => outgoing(VOICE, FACE, SCREEN, SOUND);

/** Return two links that are connected. @param {OutgoingTracks} [media] of the caller */
async function newPair(media = CAMERA(), hasTwoPictures = true) {
  const [caller, callee] = [
    newLink({ media, hasTwoPictures }),
    newLink({ isPolite: false, hasTwoPictures }),
  ];
  await call(caller, callee);
  return { caller, callee };
}

/** @param {ReturnType<typeof newLink>} link */
function lines({ connection }) {
  return connection.transceivers.map(({ direction, mid, sender }) => [
    mid,
    direction,
    sender.track,
  ]);
}

/** Return the sources of the tracks that a link plays, with their numbers. */
function played(/** @type {ReturnType<typeof newLink>} */ { bySource }) {
  const tracks = Object.entries(bySource.at(-1) ?? {});
  return Object.fromEntries(tracks.map(([source, of]) => [source, of.length]));
}

test("a shared screen gets lines of its own, and the camera stays", async () => {
  const { caller, callee } = await newPair();

  caller.link.setOutgoing(SHARING());
  await carry(caller, callee);

  assert.deepEqual(lines(caller), [
    ["0", "sendrecv", VOICE],
    ["1", "sendrecv", FACE],
    ["2", "sendonly", SCREEN],
    ["3", "sendonly", SOUND],
  ]);
  const one = { microphone: 1, camera: 1, screen: 1, "screen-sound": 1 };
  assert.deepEqual(played(callee), one);
  assert.deepEqual([...caller.link.senders.keys()], Object.keys(one));
});

test("the side that answered can share, too, and then each side plays the other's screen", async () => {
  const { caller, callee } = await newPair(SHARING());

  callee.link.setOutgoing(SHARING());
  await carry(caller, callee);

  for (const one of [caller, callee]) {
    assert.deepEqual(played(one), { microphone: 1, camera: 1, screen: 1, "screen-sound": 1 });
    assert.deepEqual(one.troubles, []);
  }
});

test("when both sides start sharing at once, both screens arrive", async () => {
  const { caller, callee } = await newPair();

  for (const { link } of [caller, callee]) link.setOutgoing(SHARING());
  await carry(caller, callee);

  for (const one of [caller, callee]) {
    assert.equal(played(one)["screen"], 1);
    assert.deepEqual([one.connection.signalingState, one.troubles], ["stable", []]);
  }
});

test("when both sides that share offer first at once, no screen is taken for a camera", async () => {
  const polite = newLink({ media: SHARING(), hasTwoPictures: true });
  const impolite = newLink({ isPolite: false, media: SHARING(), hasTwoPictures: true });
  for (const { link } of [polite, impolite]) link.offer();
  await carry(polite, impolite);

  for (const one of [polite, impolite]) {
    const { screen, "screen-sound": sound } = played(one);
    assert.deepEqual([screen, sound, one.troubles], [1, 1, []]);
    const sending = one.connection.transceivers.filter(({ sender }) => sender.track === FACE);
    assert.deepEqual(
      sending.map(({ direction, mid }) => [direction, mid]),
      [["sendrecv", "1"]],
    );
  }
});

test("stopping takes the tracks from the lines, and sharing again needs no negotiation", async () => {
  const { caller, callee } = await newPair(SHARING());
  const before = caller.sent.length;

  caller.link.setOutgoing(CAMERA());
  await settled();
  assert.deepEqual(
    lines(caller).map(([, , track]) => track),
    [VOICE, FACE, null, null],
  );

  caller.link.setOutgoing(SHARING());
  await carry(caller, callee);
  assert.deepEqual(
    lines(caller).map(([, , track]) => track),
    [VOICE, FACE, SCREEN, SOUND],
  );
  assert.equal(caller.sent.length, before);
});

test("descriptions name the sources only once a screen was shared", async () => {
  const { caller, callee } = await newPair();
  const sources = () => caller.sent.map((signal) => "sources" in signal && signal.sources);
  assert.deepEqual(sources(), [false]);

  caller.link.setOutgoing(SHARING());
  await carry(caller, callee);
  caller.link.repair();
  await carry(caller, callee);

  const named = { 0: "microphone", 1: "camera", 2: "screen", 3: "screen-sound" };
  assert.deepEqual(sources(), [false, named, named]);
});

test("for a peer with one picture, the screen replaces the camera without negotiation", async () => {
  const { caller, callee } = await newPair(CAMERA(), false);
  const before = caller.sent.length;

  caller.link.setOutgoing(SHARING());
  await carry(caller, callee);

  assert.deepEqual(lines(caller), [
    ["0", "sendrecv", VOICE],
    ["1", "sendrecv", SCREEN],
  ]);
  assert.deepEqual([...caller.link.senders.keys()], ["microphone", "screen"]);
  assert.deepEqual([caller.sent.length, count(callee, "offer")], [before, 0]);
});

test("a peer with one picture gets both sounds in one track, until the share ends", async () => {
  const { caller } = await newPair(CAMERA(), false);
  const soundOf = () => lines(caller)[0]?.[2];

  caller.link.setOutgoing({ ...SHARING(), mixedSound: () => asTrack(MIXED) });
  await settled();
  assert.equal(soundOf(), MIXED);

  caller.link.setOutgoing({ ...CAMERA(), mixedSound: () => null });
  await settled();
  assert.equal(soundOf(), VOICE);
});

test("nothing is mixed for a peer that receives the sound of a tab by itself", async () => {
  const { caller } = await newPair(CAMERA());
  const mixedSound = () => assert.fail("nobody needs it");

  caller.link.setOutgoing({ ...SHARING(), mixedSound });
  await settled();

  assert.equal(lines(caller)[0]?.[2], VOICE);
});

test("a peer that turns out to understand a second picture gets the camera back", async () => {
  const { caller, callee } = await newPair(SHARING(), false);

  caller.link.setTwoPictures(true);
  await carry(caller, callee);

  assert.deepEqual(
    lines(caller).map(([, , track]) => track),
    [VOICE, FACE, SCREEN, SOUND],
  );

  caller.link.setTwoPictures(false);
  await settled();
  assert.deepEqual(
    lines(caller).map(([, , track]) => track),
    [VOICE, SCREEN, null, null],
  );
});

test("a mute silences the microphone and not the sound of a shared tab", async () => {
  const { callee } = await newPair(SHARING());

  callee.link.muteAudio(true);

  const { microphone, "screen-sound": sound } = callee.bySource.at(-1) ?? {};
  assert.deepEqual(
    [microphone, sound].map((tracks) => tracks?.[0]?.enabled),
    [false, true],
  );
  assert.deepEqual(
    callee.link.microphones.map(({ track }) => track),
    microphone,
  );
});
