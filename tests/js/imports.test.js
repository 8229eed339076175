/** The layers of the web client: which modules may import which, and who may use the DOM. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../../static/js");

/**
 * The layers that each layer may import, for code and for types. A layer is a path or the start of
 * a path; the longest start counts. Every layer may import itself.
 * @type {Record<string, string[]>}
 */
const LAYERS = {
  "store.js": [],
  "text/": [],
  "browser/": [],
  "signaling/": ["browser/"],
  "media/": ["browser/"],
  "rtc/": ["browser/", "media/"],

  "call/protocol": ["rtc/", "signaling/"],
  "call/server-events.js": ["call/protocol"],
  "call/call-storage.js": ["media/"],
  "call/state/": ["store.js", "media/", "rtc/", "call/protocol"],
  "call/commands/": [
    "text/",
    "browser/",
    "signaling/",
    "media/",
    "rtc/",
    "call/protocol",
    "call/state/",
    "call/call-storage.js",
  ],
  "call/joining.js": [
    "browser/",
    "signaling/",
    "call/protocol",
    "call/state/",
    "call/call-storage.js",
  ],
  "call/connection-watch.js": ["rtc/", "call/state/"],
  "call/alone-watch.js": ["browser/", "call/state/"],
  "call/device-watch.js": ["media/", "call/state/"],
  "call/main-speaker-watch.js": ["browser/", "call/state/"],
  "call/people-watch.js": ["rtc/", "call/state/", "call/commands/"],
  "call/quality-reports.js": ["rtc/", "call/state/", "call/commands/"],
  "call/socket-watch.js": ["browser/", "signaling/", "call/protocol", "call/state/"],
  "call/speaker-watch.js": ["browser/", "media/", "call/state/"],
  "call/call.js": ["browser/", "signaling/", "media/", "rtc/", "call/"],

  "ui/dom/": ["call/call.js", "call/state/"],
  "ui/text/": ["text/", "media/", "rtc/", "call/", "ui/dom/"],
  "ui/": ["text/", "browser/", "media/", "rtc/", "call/", "ui/dom/", "ui/text/"],

  "pair/": ["store.js", "browser/", "signaling/", "media/", "rtc/"],
  "pair/views/": [
    "text/",
    "media/",
    "pair/",
    "ui/dom/",
    "ui/text/",
    "ui/chat/linked-text.js",
    "ui/devices/background-choice.js",
    "ui/stage/playback.js",
  ],

  "site/": ["text/"],
  "service-worker.js": [],
  "api/": [],
  "admin/": ["ui/dom/"],
  "room.js": ["store.js", "browser/", "signaling/", "media/", "rtc/", "call/", "ui/"],
  "pair.js": ["store.js", "signaling/", "media/", "pair/"],
};
const BY_LENGTH = Object.keys(LAYERS).sort((a, b) => b.length - a.length);

/** Parts that views read and that run without a page. */
const WITHOUT_PAGE = /^(text|signaling|media|rtc|call|browser)\/|^pair\/(?!views\/)|^store\.js/;
const PAGE = /\b(document|HTML\w*Element|customElements|querySelector\w*)\b/;
const SOCKET = /socket\.io-client|\bnew WebSocket\b/;

const CODE_IMPORT = /^import (?:[^"]* from )?"([^"]+)"/gm;
const TYPE_IMPORT =
  /@import \{[^}]*\}\s*(?:\* )?from "([^"]+)"|^import type [^"]* from "([^"]+)"/gm;

/** @typedef {{path: string, source: string, code: string[], types: string[]}} Module */

const modules = new Map(
  readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(js|d\.ts)$/.test(path))
    .map((path) => [nameOf(path), readModule(path)]),
);

test("each layer of the web client imports only the layers below it", () => {
  assert.ok(modules.size > 100, "the modules of the web client were not found");
  const wrong = [...modules.values()].flatMap(({ path, code, types }) =>
    [...code, ...types]
      .filter((imported) => !mayImport(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  );
  assert.deepEqual(wrong, []);
});

test("views import the state of a call, and only the types of its other parts", () => {
  const wrong = [...modules.values()]
    .filter(({ path }) => path.startsWith("ui/"))
    .flatMap(({ path, code }) =>
      code
        .filter((imported) => /^(call\/(?!state\/)|rtc\/|media\/|signaling\/)/.test(imported))
        .map((imported) => `${path} imports ${imported}`),
    );
  assert.deepEqual(wrong, []);
});

test("no module of the web client imports itself through others", () => {
  /** @type {Set<string>} */
  const checked = new Set();
  for (const name of modules.keys()) assert.equal(circleFrom(name, [], checked), "");
});

test("only the signaling module uses Socket.IO", () => {
  const users = [...modules.values()].filter(({ source }) => SOCKET.test(source));
  assert.deepEqual(
    users.map(({ path }) => path),
    ["signaling/signaling.js"],
  );
});

test("modules that are not views do not use the page", () => {
  const users = [...modules.values()].filter(
    ({ path, source }) => WITHOUT_PAGE.test(path) && PAGE.test(withoutComments(source)),
  );
  assert.deepEqual(
    users.map(({ path }) => path),
    [],
  );
});

/** Return the name by which others import a file. @param {string} path */
function nameOf(path) {
  return path.replace(/\.d\.ts$/, ".js");
}

/** @param {string} path @returns {Module} */
function readModule(path) {
  const source = readFileSync(join(ROOT, path), "utf8");
  const resolve = (/** @type {string} */ specifier) =>
    relative(ROOT, join(ROOT, dirname(path), specifier));
  const importsOf = (/** @type {RegExp} */ pattern) =>
    [...source.matchAll(pattern)]
      .map(([, one, other]) => one ?? other ?? "")
      .filter((specifier) => specifier.startsWith("."))
      .map(resolve);
  return { path, source, code: importsOf(CODE_IMPORT), types: importsOf(TYPE_IMPORT) };
}

/** @param {string} importer @param {string} imported */
function mayImport(importer, imported) {
  const layer = layerOf(importer);
  if (!modules.has(imported)) return false;
  return layerOf(imported) === layer || LAYERS[layer]?.some((start) => imported.startsWith(start));
}

/** @param {string} path */
function layerOf(path) {
  const layer = BY_LENGTH.find((start) => path.startsWith(start));
  assert.ok(layer, `${path} is in no layer: add it to the table`);
  return layer;
}

/**
 * Return the circle of imports that a module starts, "" if there is none.
 * @param {string} name
 * @param {string[]} importers
 * @param {Set<string>} checked
 * @returns {string}
 */
function circleFrom(name, importers, checked) {
  if (importers.includes(name)) return [...importers, name].join(" → ");
  if (checked.has(name)) return "";
  for (const imported of modules.get(name)?.code ?? []) {
    const circle = circleFrom(imported, [...importers, name], checked);
    if (circle) return circle;
  }
  checked.add(name);
  return "";
}

/** @param {string} source */
function withoutComments(source) {
  return source.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, "");
}
