/** The service worker, run with fakes of the browser's caches and network. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SCRIPT = readFileSync(join(import.meta.dirname, "../../static/js/service-worker.js"), "utf8");
const ORIGIN = "https://meet.example.org";
const FILE = "/static/js/room.0123456789ab.js";
const OFFLINE = "/offline/en/";

/**
 * Start a service worker. Responses are strings, and requests are objects with an absolute `url`.
 * @param {object} given
 * @param {string[]} [given.caches] the names of caches from before
 * @param {boolean} [given.isOnline]
 */
function start({ caches: names = [], isOnline = true } = {}) {
  /** @type {Map<string, Map<string, string>>} */
  const stored = new Map(names.map((name) => [name, new Map()]));
  /** @type {Record<string, (event: any) => void>} */
  const listeners = {};
  /** @type {any[]} */
  const fetched = [];
  const network = { isOnline };
  class FakeRequest {
    /** @param {string} url @param {object} [options] */
    constructor(url, options = {}) {
      Object.assign(this, options, { url: absolute(url) });
    }
  }
  const load = async (/** @type {any} */ request) => {
    fetched.push(request);
    if (!network.isOnline) throw new TypeError("Failed to fetch");
    return `network ${absolute(request.url ?? request)}`;
  };
  const open = async (/** @type {string} */ name) => {
    if (!stored.has(name)) stored.set(name, new Map());
    const files = /** @type {Map<string, string>} */ (stored.get(name));
    return {
      addAll: async (/** @type {any[]} */ requests) => {
        for (const request of requests) {
          const url = absolute(request.url ?? request);
          await load(request);
          files.set(url, `stored ${url}`);
        }
      },
      match: async (/** @type {any} */ request) => files.get(absolute(request.url ?? request)),
    };
  };
  const self = {
    shell: { version: "v2", files: [FILE], offlinePage: OFFLINE },
    location: { href: `${ORIGIN}/service-worker.js` },
    registration: {},
    addEventListener: (/** @type {string} */ type, /** @type {any} */ listener) => {
      listeners[type] = listener;
    },
  };
  runInNewContext(SCRIPT, {
    self,
    URL,
    Request: FakeRequest,
    Response: { error: () => "network error" },
    fetch: load,
    caches: {
      open,
      keys: async () => [...stored.keys()],
      delete: async (/** @type {string} */ name) => stored.delete(name),
    },
  });
  return {
    stored,
    fetched,
    goOffline: () => {
      network.isOnline = false;
    },
    /** @param {"install" | "activate"} type */
    async run(type) {
      let done;
      listeners[type]?.({ waitUntil: (/** @type {Promise<void>} */ work) => (done = work) });
      await done;
    },
    /** Return the answer, or undefined if the request is left to the browser. */
    ask: (/** @type {string} */ path, given = {}) => {
      /** @type {Promise<string> | undefined} */
      let answer;
      listeners["fetch"]?.({
        request: { method: "GET", mode: "no-cors", url: absolute(path), ...given },
        respondWith: (/** @type {Promise<string>} */ response) => (answer = response),
      });
      return answer;
    },
  };
}

/** @param {string} path */
function absolute(path) {
  return new URL(path, ORIGIN).href;
}

test("files of the shell are answered from the cache", async () => {
  const worker = start();
  await worker.run("install");
  worker.goOffline();
  assert.equal(await worker.ask(FILE), `stored ${ORIGIN}${FILE}`);
});

test("pages, calls and files of another version are left to the network", async () => {
  const worker = start();
  await worker.run("install");
  for (const path of ["/api/rooms", "/static/js/room.ba9876543210.js", `${FILE}?x`, OFFLINE]) {
    assert.equal(worker.ask(path), undefined, path);
  }
  assert.equal(worker.ask(FILE, { method: "POST" }), undefined);
  assert.equal(worker.ask("/7KQ2MX", { method: "POST", mode: "navigate" }), undefined);
});

test("nothing is stored but the shell and the offline page without cookies", async () => {
  const worker = start();
  await worker.run("install");
  await worker.ask("/7KQ2MX", { mode: "navigate" });
  const cache = worker.stored.get("meet.shell.v2");
  assert.deepEqual([...(cache?.keys() ?? [])], [absolute(FILE), absolute(OFFLINE)]);
  assert.equal(worker.fetched.find(({ url }) => url === absolute(OFFLINE)).credentials, "omit");
});

test("a page comes from the network, and without a network the offline page is shown", async () => {
  const worker = start();
  await worker.run("install");
  const open = () => worker.ask("/7KQ2MX", { mode: "navigate" });
  assert.equal(await open(), `network ${ORIGIN}/7KQ2MX`);
  worker.goOffline();
  assert.equal(await open(), `stored ${ORIGIN}${OFFLINE}`);
});

test("a file that the browser has removed is loaded again", async () => {
  const worker = start();
  assert.equal(await worker.ask(FILE), `network ${ORIGIN}${FILE}`);
});

test("a new version removes the older versions when it is activated, and nothing else", async () => {
  const worker = start({ caches: ["meet.shell.v1", "another"] });
  await worker.run("install");
  assert.ok(worker.stored.has("meet.shell.v1"), "pages of the older version may still be open");
  await worker.run("activate");
  assert.deepEqual([...worker.stored.keys()], ["another", "meet.shell.v2"]);
});

test("a version whose files can't be loaded completely is not installed", async () => {
  const worker = start({ isOnline: false });
  await assert.rejects(worker.run("install"));
});
