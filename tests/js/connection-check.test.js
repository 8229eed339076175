import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionCheck } from "../../static/js/call/commands/connection-check.js";
import { FakeTimers } from "./fake-timers.js";

const urls = { stun: [], turn: [] };
const mediaServerUrl = "/media-server/";
const media = { mediaServer: "available", isRequired: true };
const ways = /** @type {const} */ ({ direct: "possible", relay: "none" });
const network = async () => ways;

test("a server that answers is reachable", async () => {
  /** @type {unknown[]} */
  const asked = [];
  const fetch = async (/** @type {unknown} */ url) => {
    asked.push(url);
    return Response.json(media);
  };
  const timers = new FakeTimers();
  const check = new ConnectionCheck({ urls, mediaServerUrl, network, fetch, timers });
  assert.deepEqual(await check.run(), { isServerReachable: true, media, ...ways });
  assert.deepEqual([asked, timers.count], [["/healthz", mediaServerUrl], 0]);
});

test("a server that refuses, or does not answer within 10 s, is not reachable", async () => {
  const timers = new FakeTimers();
  const refuse = async () => new Response("", { status: 503 });
  const refused = new ConnectionCheck({ urls, mediaServerUrl, network, fetch: refuse, timers });
  assert.deepEqual(await refused.run(), { isServerReachable: false, media: null, ...ways });

  /** @type {typeof fetch} */
  const stay = (_url, options) =>
    new Promise((_resolve, reject) => options?.signal?.addEventListener("abort", reject));
  const running = new ConnectionCheck({ urls, mediaServerUrl, network, fetch: stay, timers }).run();
  timers.pass(10);
  assert.equal((await running).isServerReachable, false);
});
