import assert from "node:assert/strict";
import { test } from "node:test";
import { PictureSending } from "../../static/js/rtc/picture-sending.js";
import { FakeConnection, settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";
import { outgoing } from "./fake-tracks.js";

/** @import {PictureSize, PictureSource} from "../../static/js/rtc/send-quality.js" */

const NONE = { width: 0, height: 0 };
const SMALL = { width: 320, height: 180 };

/**
 * Return a sending to fake connections with these peers, which sends these pictures.
 * @param {string[]} ids
 * @param {PictureSource[]} pictures
 */
function newSending(ids, pictures = ["camera"]) {
  const connections = new Map(ids.map((id) => [id, newConnection(pictures)]));
  /** @type {Map<string, any>} */
  const links = new Map([...connections].map(([id, one]) => [id, linkOf(one, pictures)]));
  const timers = new FakeTimers();
  const media = { outgoing: outgoing() };
  const sending = new PictureSending({ links, media, timers, now: timers.now });
  return { connections, links, sending, timers };
}

/** @param {PictureSource[]} pictures */
function newConnection(pictures = ["camera"]) {
  const connection = new FakeConnection();
  for (const kind of ["audio", ...pictures.map(() => "video")])
    connection.addTransceiver(kind, { direction: "sendrecv", streams: [] });
  return connection;
}

/** @param {FakeConnection} connection @param {PictureSource[]} pictures */
function linkOf(connection, pictures = ["camera"]) {
  const senders = connection.transceivers.map(({ sender }) => sender);
  const sources = ["microphone", ...pictures];
  return { connection, senders: new Map(sources.map((source, line) => [source, senders[line]])) };
}

/** @param {Record<string, PictureSize | null>} sizes requested sizes of the camera by peer */
function to(sizes, screen = /** @type {PictureSize | null} */ (null)) {
  const receivers = Object.entries(sizes).map(([id, camera]) => ({
    id,
    requestedSizes: { camera, screen },
  }));
  return { isCrowded: false, isSpeaking: false, receivers };
}

/** @param {FakeConnection | undefined} connection @param {"audio" | "video"} kind */
function encoding(connection, kind = "video") {
  return connection?.transceivers.find((one) => one.kind === kind)?.encodings[0] ?? {};
}

test("each peer gets the size that its page displays", async () => {
  const { connections, sending } = newSending(["ann", "ben"]);

  sending.update(to({ ann: null, ben: SMALL }));
  await settled();

  assert.equal(encoding(connections.get("ann"))["maxBitrate"], 800_000);
  assert.equal(encoding(connections.get("ben"))["maxBitrate"], 150_000);
});

test("audio has a higher priority than video", async () => {
  const { connections, sending } = newSending(["ann"]);

  sending.update(to({ ann: null }));
  await settled();

  assert.equal(encoding(connections.get("ann"), "audio")["priority"], "high");
  assert.equal(encoding(connections.get("ann"), "audio")["active"], true);
  assert.equal(encoding(connections.get("ann"))["priority"], undefined);
});

test("a picture that is not displayed is stopped, and its share goes to the others", async () => {
  const { connections, sending } = newSending(["ann", "ben"]);

  sending.update(to({ ann: null, ben: NONE }));
  await settled();

  assert.equal(encoding(connections.get("ann"))["maxBitrate"], 1_200_000);
  assert.equal(encoding(connections.get("ben"))["active"], false);
  assert.equal(encoding(connections.get("ben"), "audio")["active"], true);

  sending.update(to({ ann: null, ben: null }));
  await settled();
  assert.equal(encoding(connections.get("ben"))["active"], true);
});

test("camera and screen have limits of their own", async () => {
  const { connections, sending } = newSending(["ann", "ben"], ["camera", "screen"]);
  const encodings = () => connections.get("ann")?.transceivers.map((one) => one.encodings[0]);

  sending.update(to({ ann: SMALL, ben: SMALL }));
  await settled();

  const [, camera, screen] = encodings() ?? [];
  assert.deepEqual([camera?.["maxBitrate"], screen?.["maxBitrate"]], [150_000, 1_500_000]);
  assert.deepEqual([screen?.["scaleResolutionDownBy"], screen?.["maxFramerate"]], [1, 10]);

  sending.update(to({ ann: SMALL, ben: SMALL }, NONE));
  await settled();
  assert.deepEqual(
    encodings()?.map((one) => one?.["active"]),
    [true, true, false],
  );
});

test("a screen that replaces the camera has the limits of a screen", async () => {
  const { connections, sending } = newSending(["ann"], ["screen"]);
  sending.update(to({ ann: SMALL }, SMALL));
  await settled();

  assert.equal(encoding(connections.get("ann"))["scaleResolutionDownBy"], 1);
  assert.equal(encoding(connections.get("ann"))["maxFramerate"], 10);
});

test("the same parameters are set once", async () => {
  const { connections, sending, timers } = newSending(["ann"]);
  const video = connections.get("ann")?.transceivers[1];

  sending.update(to({ ann: null }));
  await settled();
  sending.update(to({ ann: null }));
  timers.pass(10);
  await settled();

  assert.equal(video?.parametersSet, 1);
});

test("a receiver that tells no size gets less over a weak link, and never nothing", async () => {
  const { connections, sending, timers } = newSending(["ann", "ben"]);
  const [ann, ben] = [connections.get("ann"), connections.get("ben")];
  sending.update(to({ ann: null, ben: { width: 1280, height: 720 } }));

  for (let second = 2; second <= 12; second += 2) {
    for (const connection of [ann, ben]) connection?.loseShare(0.2);
    timers.pass(2);
    await settled();
  }

  assert.deepEqual([encoding(ann)["maxBitrate"], encoding(ann)["active"]], [150_000, true]);
  assert.equal(encoding(ben)["maxBitrate"], 800_000);
});

test("in a crowd, the picture of a person who does not speak is small and slow", async () => {
  const { connections, sending, timers } = newSending(["ann"]);
  const rate = async (/** @type {object} */ fields, seconds = 0) => {
    sending.update({ ...to({ ann: null }), ...fields });
    timers.pass(seconds);
    await settled();
    return encoding(connections.get("ann"))["maxFramerate"];
  };

  assert.equal(await rate({ isCrowded: true }), 5);
  assert.equal(await rate({ isCrowded: true, isSpeaking: true }), 30);
  assert.equal(await rate({ isCrowded: true }, 9), 30);
  assert.equal(await rate({ isCrowded: true }, 4), 5);
  assert.equal(await rate({ isCrowded: false }), 30);
});

test("a connection that is replaced gets the limits within two seconds", async () => {
  const { links, sending, timers } = newSending(["ann"]);
  sending.update(to({ ann: SMALL }));

  const replacement = newConnection();
  links.set("ann", linkOf(replacement));
  timers.pass(2);
  await settled();

  assert.equal(encoding(replacement)["maxBitrate"], 150_000);
});

test("no timer remains after the last person has left", () => {
  const { sending, timers } = newSending(["ann"]);
  sending.update(to({ ann: null }));

  sending.update(to({}));
  timers.pass(2);

  assert.equal(timers.count, 0);
});

test("people without a direct link take no share of the upload", async () => {
  const { connections, links, sending } = newSending(["ann", "ben", "cid", "dee"]);
  sending.update(to({ ann: null, ben: null, cid: null, dee: null }));
  await settled();
  const shared = encoding(connections.get("ann")).maxBitrate;

  for (const id of ["ben", "cid", "dee"]) links.delete(id);
  sending.update(to({ ann: null, ben: null, cid: null, dee: null }));
  await settled();

  assert.ok(Number(encoding(connections.get("ann")).maxBitrate) > Number(shared));
});
