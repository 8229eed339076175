/**
 * The service worker: stores the files of the shell, and the offline page.
 *
 * The server writes `self.shell` in front of this script: the version, the addresses of the files,
 * and the address of the offline page. The names of files contain hashes, so that an address
 * always has the same content. Only a request for exactly one of these addresses is answered from
 * the cache. Pages and answers of the API always come from the server and are never stored.
 */

/** @typedef {{version: string, files: string[], offlinePage: string}} Shell */

const worker = /** @type {any} */ (self); // The types of `tsc` here are those of pages.
const { version, files, offlinePage } = /** @type {Shell} */ (worker.shell);
const PREFIX = "meet.shell.";
const CACHE = PREFIX + version;
const STORED = new Set(files.map((file) => new URL(file, worker.location.href).href));

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(store()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(openPage(event));
  else if (STORED.has(url)) event.respondWith(readFile(event.request));
});

async function store() {
  const cache = await caches.open(CACHE);
  // Without cookies, so that the page can't contain anything about a person.
  const page = new Request(offlinePage, { credentials: "omit", cache: "no-store" });
  await cache.addAll([...files, page]);
}

/** Remove the files of older versions: no page uses them any more when a version is activated. */
async function activate() {
  await worker.registration.navigationPreload?.enable();
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {any} event */
async function openPage({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch {
    const page = await (await caches.open(CACHE)).match(offlinePage);
    return page ?? Response.error();
  }
}

/** Read a file; load it if the browser has removed it from the cache. @param {Request} request */
async function readFile(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}
