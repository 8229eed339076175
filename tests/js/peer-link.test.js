import assert from "node:assert/strict";
import { test } from "node:test";
import { call, carry, count, newLink } from "./example-link.js";
import { settled } from "./fake-connection.js";
import { FakeTrack, outgoing } from "./fake-tracks.js";

const OFFER = { type: /** @type {const} */ ("offer"), sdp: '{"kinds":["audio","video"]}' };

test("the offering side offers one audio and one video section, even without devices", async () => {
  const { connection, link, sent } = newLink();
  link.offer();
  await settled();
  assert.equal(sent.length, 1);
  assert.deepEqual(
    connection.transceivers.map(({ kind, direction }) => [kind, direction]),
    [
      ["audio", "sendrecv"],
      ["video", "sendrecv"],
    ],
  );
});

test("the answering side sends nothing before the offer, then uses the offered sections", async () => {
  const [voice, face] = [new FakeTrack("audio"), new FakeTrack("video")];
  const one = newLink({ media: outgoing(voice, face) });
  await settled();
  assert.equal(one.sent.length, 0);

  await one.link.gotDescription(OFFER, "offer");
  await settled();
  assert.equal(count(one, "answer"), 1);
  assert.equal(count(one, "offer"), 0);
  assert.deepEqual(
    one.connection.transceivers.map(({ direction, sender }) => [direction, sender.track]),
    [
      ["sendrecv", voice],
      ["sendrecv", face],
    ],
  );
});

test("a description may come as a bare string", async () => {
  const one = newLink();
  await one.link.gotDescription(OFFER.sdp, "offer");
  assert.equal(count(one, "answer"), 1);
});

test("two links connect and receive each other's tracks", async () => {
  const [caller, callee] = [newLink(), newLink({ isPolite: false })];
  await call(caller, callee);
  assert.equal(caller.connection.signalingState, "stable");
  assert.equal(callee.connection.signalingState, "stable");
  for (const { heard } of [caller, callee]) {
    assert.deepEqual(
      heard.at(-1)?.map(({ kind }) => kind),
      ["audio", "video"],
    );
  }
});

test("turning on a camera and sharing a screen replace the track without negotiation", async () => {
  const [caller, callee] = [newLink(), newLink({ isPolite: false })];
  await call(caller, callee);
  const said = [caller.sent.length, callee.sent.length];
  for (const one of [caller, callee]) {
    const screen = new FakeTrack("video");
    one.link.setOutgoing(outgoing(null, screen));
    await settled();
    assert.equal(one.connection.transceivers[1]?.sender.track, screen);
  }
  assert.deepEqual([caller.sent.length, callee.sent.length], said);
});

test("when both sides offer at once, the polite side yields and each kind uses one section", async () => {
  const polite = newLink({ isPolite: true, media: outgoing(new FakeTrack("audio")) });
  const impolite = newLink({ isPolite: false, media: outgoing(new FakeTrack("audio")) });
  polite.link.offer();
  impolite.link.offer();
  await carry(polite, impolite);

  for (const { connection, heard, troubles } of [polite, impolite]) {
    assert.equal(connection.signalingState, "stable");
    const senders = connection.transceivers.filter(({ sender }) => sender.track);
    assert.deepEqual(
      senders.map(({ mid, direction }) => [mid, direction]),
      [["0", "sendrecv"]],
    );
    assert.deepEqual(
      heard
        .at(-1)
        ?.map(({ kind }) => kind)
        .toSorted()
        .slice(0, 1),
      ["audio"],
    );
    assert.deepEqual(troubles, []);
  }
  assert.equal(count(impolite, "offer"), 1);
});

test("after the first negotiation, the side that offered first yields when both sides offer", async () => {
  for (const isPolite of [true, false]) {
    const [caller, callee] = [newLink({ isPolite }), newLink({ isPolite: !isPolite })];
    await call(caller, callee);
    const [before] = [[count(caller, "offer"), count(callee, "offer")]];
    for (const { link } of [caller, callee]) link.repair();
    await carry(caller, callee);
    assert.deepEqual([count(caller, "answer"), count(callee, "answer")], [1, before[0]]);
    for (const { connection, troubles } of [caller, callee]) {
      assert.deepEqual([connection.signalingState, troubles], ["stable", []]);
    }
  }
});

test("a connected link renews its offer without an ICE restart, and a broken one with it", async () => {
  const [caller, callee] = [newLink(), newLink({ isPolite: false })];
  await call(caller, callee);
  caller.connection.become("connected");
  caller.link.renewOffer();
  caller.link.renewOffer();
  await carry(caller, callee);
  assert.deepEqual([count(caller, "offer"), caller.connection.restarts], [2, 0]);
  caller.connection.connectionState = "disconnected";
  caller.link.renewOffer();
  await carry(caller, callee);
  assert.deepEqual([count(caller, "offer"), caller.connection.restarts], [3, 1]);
});

test("the impolite side drops the candidates of an ignored offer", async () => {
  const impolite = newLink({ isPolite: false });
  impolite.link.offer();
  await settled();
  await impolite.link.gotDescription(OFFER, "offer");
  await impolite.link.gotCandidate({ candidate: "of the ignored offer" });
  await impolite.link.gotDescription({ type: "answer", sdp: OFFER.sdp }, "answer");
  assert.deepEqual(impolite.connection.candidates, []);
  assert.deepEqual(impolite.troubles, []);
});

test("candidates that arrive before the description are added after it, in order", async () => {
  const one = newLink();
  await one.link.gotCandidate({ candidate: "first" });
  await one.link.gotCandidate({ candidate: "second" });
  assert.deepEqual(one.connection.candidates, []);
  const described = one.link.gotDescription(OFFER, "offer");
  await one.link.gotCandidate({ candidate: "third" });
  await described;
  assert.deepEqual(one.connection.candidates, [
    { candidate: "first" },
    { candidate: "second" },
    { candidate: "third" },
  ]);
});

test("the number of early candidates is limited", async () => {
  const one = newLink();
  for (let index = 0; index < 1000; index += 1) {
    await one.link.gotCandidate({ candidate: String(index) });
  }
  await one.link.gotDescription(OFFER, "offer");
  assert.equal(one.connection.candidates.length, 256);
});

test("the end-of-candidates signal is ignored", async () => {
  const one = newLink();
  await one.link.gotDescription(OFFER, "offer");
  await one.link.gotCandidate(null);
  await one.link.gotCandidate({ candidate: "" });
  one.connection.onicecandidate?.({ candidate: null });
  assert.deepEqual(one.connection.candidates, []);
  assert.equal(one.sent.length, 1);
});

test("a failed connection restarts ICE with a new offer", async () => {
  const [caller, callee] = [newLink(), newLink({ isPolite: false })];
  await call(caller, callee);
  callee.connection.become("failed");
  await settled();
  assert.equal(callee.connection.restarts, 1);
  assert.equal(count(callee, "offer"), 1);
  assert.equal(callee.states.at(-1), "failed");
});

test("a short disconnect is ignored, and a longer one restarts ICE", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { connection } = newLink();
  connection.become("disconnected");
  t.mock.timers.tick(2000);
  connection.become("connected");
  t.mock.timers.tick(10_000);
  assert.equal(connection.restarts, 0);

  connection.become("disconnected");
  t.mock.timers.tick(5000);
  assert.equal(connection.restarts, 1);
});

test("an invalid description is reported, and the link continues", async () => {
  const one = newLink();
  await one.link.gotDescription({ type: "offer", sdp: "rubbish" }, "offer");
  await one.link.gotDescription(/** @type {any} */ (null), "offer");
  await one.link.gotDescription({ type: "answer", sdp: OFFER.sdp }, "answer");
  assert.equal(one.troubles.length, 3);
  await one.link.gotDescription(OFFER, "offer");
  assert.equal(count(one, "answer"), 1);
});

test("a peer that offered only audio gets an offer when there is video to send", async () => {
  const one = newLink();
  await one.link.gotDescription({ type: "offer", sdp: '{"kinds":["audio"]}' }, "offer");
  await settled();
  assert.equal(count(one, "offer"), 0);
  one.link.setOutgoing(outgoing(null, new FakeTrack("video")));
  await settled();
  assert.equal(count(one, "offer"), 1);
});

test("a peer that only sends on its sections is offered other sections for receiving", async () => {
  const media = outgoing(new FakeTrack("audio"), new FakeTrack("video"));
  const one = newLink({ media });
  const sdp = '{"kinds":["audio","video"],"isSendOnly":true}';
  await one.link.gotDescription({ type: "offer", sdp }, "offer");
  await settled();
  assert.equal(count(one, "offer"), 1);
  const [, , ...own] = one.connection.transceivers;
  assert.deepEqual(
    own.map(({ sender }) => sender.track),
    [media.tracks.microphone, media.tracks.camera],
  );
});

test("a peer that only sends gets no offer while there is nothing to send", async () => {
  const one = newLink();
  const sdp = '{"kinds":["audio"],"isSendOnly":true}';
  await one.link.gotDescription({ type: "offer", sdp }, "offer");
  await settled();
  assert.equal(count(one, "offer"), 0);
  one.link.setOutgoing(outgoing(new FakeTrack("audio")));
  await settled();
  assert.equal(count(one, "offer"), 1);
});

test("the newest unmuted video track is shown, and every audio track is played", async () => {
  const one = newLink();
  const [voice, face, screen] = ["audio", "video", "video"].map((kind) => new FakeTrack(kind));
  for (const track of [voice, face, screen])
    if (track) one.connection.ontrack?.({ track, transceiver: { mid: null } });
  assert.deepEqual(one.heard.at(-1), [voice, screen]);
  if (screen) screen.muted = true;
  /** @type {any} */ (screen).onmute();
  assert.deepEqual(one.heard.at(-1), [voice, face]);
});

test("a closed link sends and receives nothing", async () => {
  const one = newLink();
  one.link.offer();
  one.link.close();
  await settled();
  assert.ok(one.connection.isClosed);
  assert.equal(one.sent.length, 0);
  assert.equal(one.connection.ontrack, null);
});
