import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./fake-connection.js";
import { newCall } from "./fake-parts.js";
import { join, leave } from "./in-a-call.js";

/** Enter a meeting in which a screen can be chosen. @param {import("node:test").TestContext} t */
async function enter(t) {
  const parts = newCall();
  t.after(() => leave(parts));
  await join(parts);
  const picture = { readyState: "live", isStopped: false, stop: () => (picture.isStopped = true) };
  parts.media.screen.chosen = /** @type {any} */ ({ picture, sound: null });
  return { ...parts, picture };
}

/** @param {Awaited<ReturnType<typeof enter>>} parts */
function announced({ signaling }) {
  const names = signaling.sent.map(({ name }) => name);
  return names.filter((name) => name.endsWith("-screen-share"));
}

/** @param {Awaited<ReturnType<typeof enter>>} parts */
function reconnect({ signaling }) {
  signaling.gotEvent("connected", { socketId: "me", isRecovered: true });
  return settled();
}

const LOST = { success: false, code: "NO_ANSWER" };
const OFFLINE = { success: false, code: "OFFLINE" };

test("a second press while the browser asks does not ask again", async (t) => {
  const parts = await enter(t);
  let asked = 0;
  /** @type {(screen: any) => void} */
  let answer = () => {};
  parts.media.screen.choose = () => {
    asked += 1;
    return new Promise((resolve) => (answer = resolve));
  };
  const first = parts.call.screen.toggle();
  await parts.call.screen.toggle();
  assert.equal(asked, 1);
  answer(parts.media.screen.chosen);
  await first;
  assert.equal(parts.store.state.media.isSharingScreen, true);
});

test("without a connection, the browser does not ask for a screen", async (t) => {
  const parts = await enter(t);
  parts.signaling.gotEvent("disconnected", {});
  await parts.call.screen.toggle();
  assert.deepEqual(announced(parts), []);
  assert.deepEqual(parts.store.state.notices.at(-1)?.about, ["OFFLINE"]);
});

test("a share that ends while the socket is disconnected is ended for the others afterwards", async (t) => {
  const parts = await enter(t);
  await parts.call.screen.toggle();
  parts.signaling.gotEvent("disconnected", {});
  parts.signaling.answers["stop-screen-share"] = OFFLINE;
  await parts.call.screen.stop();
  delete parts.signaling.answers["stop-screen-share"];
  await reconnect(parts);
  const expected = ["start-screen-share", "stop-screen-share", "stop-screen-share"];
  assert.deepEqual(announced(parts), expected);
  await reconnect(parts);
  assert.deepEqual(announced(parts), expected);
});

test("a share whose answer was lost is ended for the others after the return", async (t) => {
  const parts = await enter(t);
  parts.signaling.answers["start-screen-share"] = LOST;
  await parts.call.screen.toggle();
  assert.deepEqual([parts.picture.isStopped, parts.media.screen.isSharing], [true, false]);
  await reconnect(parts);
  assert.deepEqual(announced(parts), ["start-screen-share", "stop-screen-share"]);
});

test("a screen that ended before the server accepted it is not shared", async (t) => {
  const parts = await enter(t);
  const sharing = parts.call.screen.toggle();
  parts.picture.readyState = "ended";
  await sharing;
  assert.equal(parts.media.screen.isSharing, false);
  assert.deepEqual(announced(parts), ["start-screen-share", "stop-screen-share"]);
});
