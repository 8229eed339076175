import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { SETTINGS } from "./example-call.js";
import { newCall } from "./fake-parts.js";
import { join, leave } from "./in-a-call.js";

/** @type {ReturnType<typeof newCall>} */
let parts;
afterEach(() => leave(parts));

/** Enter a meeting with the microphone off. */
async function enterMuted(fields = {}) {
  parts = newCall();
  await join(parts, fields);
  if (parts.media.microphone.isOn) await parts.call.media.toggle("microphone");
  return parts;
}

test("the microphone is on while the key is held, and the server is told", async () => {
  const { call, media, signaling } = await enterMuted();
  await call.pushToTalk.start();
  assert.equal(media.microphone.isOn, true);
  call.pushToTalk.stop();
  assert.equal(media.microphone.isOn, false);
  const flags = signaling.payloads("toggle-audio").map(({ enabled }) => enabled);
  assert.deepEqual(flags.slice(-2), [true, false]);
});

test("the stored choice stays off", async () => {
  const { call, storage } = await enterMuted();
  await call.pushToTalk.start();
  assert.equal(storage.tab.isOn.microphone, false);
});

test("a microphone that is on stays on", async () => {
  const { call, media } = await enterMuted();
  await call.media.toggle("microphone");
  await call.pushToTalk.start();
  call.pushToTalk.stop();
  assert.equal(media.microphone.isOn, true);
});

test("a person who may not unmute is told the reason", async () => {
  const settings = { ...SETTINGS, allowMicrophone: false };
  const { call, media, store } = await enterMuted({ settings });
  await call.pushToTalk.start();
  assert.equal(media.microphone.isOn, false);
  assert.equal(call.pushToTalk.isTalking, false);
  assert.deepEqual(store.state.notices.at(-1)?.about, ["MICROPHONE_DISABLED"]);
});
