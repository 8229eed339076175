import assert from "node:assert/strict";
import { test } from "node:test";
import { participant } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, leave } from "./in-a-call.js";

/** @import {PictureSize} from "../../static/js/rtc/send-quality.js" */

const SMALL = { width: 320, height: 180 };
const LARGE = { width: 1280, height: 720 };
const NONE = { width: 0, height: 0 };

/** Enter a call with Ann and Ben, whose pictures have these sizes. @param {PictureSize} size */
async function enter(size = SMALL) {
  const parts = newCall();
  await join(parts, { participants: [participant("ann"), participant("ben")] });
  parts.call.pictures.display(sizes({ ann: size, ben: size }));
  return parts;
}

/** @param {Record<string, PictureSize>} people by name */
function sizes(people) {
  return new Map(Object.entries(people).map(([name, size]) => [`seat of ${name}`, size]));
}

/** @param {ReturnType<typeof newCall>} parts */
function requested({ signaling }) {
  return signaling.payloads("request-pictures").map(({ pictures }) => pictures);
}

test("each peer is told the size of its picture", async () => {
  const parts = await enter();

  assert.deepEqual(requested(parts), [
    [
      { targetId: "ann", ...SMALL },
      { targetId: "ben", ...SMALL },
    ],
  ]);
});

test("another window needs its size, also while the page displays nothing", async () => {
  const parts = await enter();
  const { pictures } = parts.call;
  const last = () => requested(parts).at(-1);
  pictures.displayBeside(sizes({ ann: LARGE }));
  parts.timers.pass(1);
  assert.deepEqual(last(), [{ targetId: "ann", ...LARGE }]);

  pictures.display(sizes({ ann: NONE, ben: NONE }));
  parts.timers.pass(1);
  assert.deepEqual(last(), [{ targetId: "ben", ...NONE }]);

  pictures.displayBeside(new Map());
  parts.timers.pass(1);
  assert.deepEqual(last(), [{ targetId: "ann", ...NONE }]);
});

test("the sizes of a person's camera and screen are told apart", async () => {
  const parts = newCall();
  const ann = { ...participant("ann"), hasTwoPictures: true };
  await join(parts, { participants: [ann, participant("ben")] });
  for (const socketId of ["ann", "ben"])
    parts.signaling.gotEvent("screen-share-started", { socketId });
  const ofScreen = new Map([["seat of ann/screen", LARGE]]);

  parts.call.pictures.display(new Map([...sizes({ ann: SMALL, ben: LARGE }), ...ofScreen]));

  assert.deepEqual(requested(parts), [
    [
      { targetId: "ann", ...LARGE, source: "screen" },
      { targetId: "ann", ...SMALL },
      { targetId: "ben", ...LARGE },
    ],
  ]);
});

test("nobody is told anything before the meeting", () => {
  const parts = newCall();

  parts.call.pictures.display(sizes({ ann: SMALL }));

  assert.deepEqual(requested(parts), []);
});

test("a size that has not changed is not sent again", async () => {
  const parts = await enter();
  parts.timers.pass(1);

  parts.call.pictures.display(sizes({ ann: SMALL, ben: { ...SMALL } }));
  parts.timers.pass(1);

  assert.equal(requested(parts).length, 1);
});

test("many changes are sent twice a second, with the latest sizes", async () => {
  const parts = await enter();

  for (let width = 400; width < 500; width += 1)
    parts.call.pictures.display(sizes({ ann: { width, height: 300 }, ben: SMALL }));
  assert.equal(requested(parts).length, 1);
  parts.timers.pass(0.5);

  assert.deepEqual(requested(parts).slice(1), [[{ targetId: "ann", width: 499, height: 300 }]]);
});

test("more sizes than fit into one message are sent in several", async () => {
  const parts = newCall();
  const names = Array.from({ length: 101 }, (_, number) => `guest ${number}`);
  await join(parts, { participants: names.map(participant) });

  parts.call.pictures.display(sizes(Object.fromEntries(names.map((name) => [name, SMALL]))));
  parts.timers.pass(0.5);

  assert.deepEqual(
    requested(parts).map((pictures) => pictures.length),
    [100, 1],
  );
});

test("a picture that is no longer displayed is requested with size zero", async () => {
  const parts = await enter();
  parts.timers.pass(1);

  parts.call.pictures.display(sizes({ ann: NONE, ben: SMALL }));

  assert.deepEqual(requested(parts).slice(1), [[{ targetId: "ann", ...NONE }]]);
});

test("a peer whose page comes back under a new id is told the size again", async () => {
  const parts = await enter();
  parts.timers.pass(1);

  const ids = { participantId: "seat of ann", oldSocketId: "ann", socketId: "ann-2" };
  parts.signaling.gotEvent("participant-resumed", ids);

  assert.deepEqual(requested(parts).slice(1), [[{ targetId: "ann-2", ...SMALL }]]);
});

test("all sizes are sent again after a lost connection", async () => {
  const parts = await enter(LARGE);
  parts.timers.pass(1);

  parts.signaling.gotEvent("disconnected", {});
  parts.call.pictures.display(sizes({ ann: SMALL, ben: LARGE }));
  assert.equal(requested(parts).length, 1);
  parts.signaling.gotEvent("connected", { socketId: "me", isRecovered: true });

  assert.deepEqual(requested(parts)[1], [
    { targetId: "ann", ...SMALL },
    { targetId: "ben", ...LARGE },
  ]);
});

test("over a weak link a smaller picture is requested, then none, and the full size again", async () => {
  const parts = await enter(LARGE);
  const heights = [1, 2, 3, 2, 0].map((level) => {
    parts.timers.pass(1);
    const payload = { socketId: "ann", level };
    parts.store.dispatch({ type: "picture-level-changed", payload });
    return requested(parts).at(-1)[0].height;
  });

  assert.deepEqual(heights, [360, 180, 0, 180, 720]);
});

test("a person whose tile is not measured yet is not asked for a size", async () => {
  const parts = await enter();
  parts.timers.pass(1);

  parts.signaling.gotEvent("user-joined", { participant: participant("cid") });
  parts.timers.pass(1);

  assert.equal(requested(parts).length, 1);
  await leave(parts);
});

test("the size that a peer requests counts for this peer", async () => {
  const parts = await enter();

  parts.signaling.gotEvent("picture-requested", { senderId: "ben", ...SMALL });

  const people = parts.store.state.people.map((one) => one.requestedSizes.camera);
  assert.deepEqual(people, [null, null, SMALL]);

  parts.signaling.gotEvent("picture-requested", { senderId: "ben", source: "screen", ...LARGE });
  assert.deepEqual(parts.store.state.people.at(-1)?.requestedSizes, {
    camera: SMALL,
    screen: LARGE,
  });
});

test("another page of a person has requested no size yet", async () => {
  const parts = await enter();
  const sizeOfBen = () => parts.store.state.people.at(-1)?.requestedSizes.camera;
  const ids = { participantId: "seat of ben", oldSocketId: "ben" };
  parts.signaling.gotEvent("picture-requested", { senderId: "ben", ...NONE });

  parts.signaling.gotEvent("participant-resumed", { ...ids, socketId: "ben" });
  assert.deepEqual(sizeOfBen(), NONE);

  parts.signaling.gotEvent("participant-resumed", { ...ids, socketId: "ben-2" });
  assert.equal(sizeOfBen(), null);
});
