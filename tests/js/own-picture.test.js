import assert from "node:assert/strict";
import { test } from "node:test";
import { OwnPicture } from "../../static/js/media/background/own-picture.js";

/** @import {Store} from "../../static/js/media/background/own-picture.js" */

const MEGABYTE = 1024 * 1024;

/** @param {string} type @param {number} [bytes] */
function file(type, bytes = 10) {
  return new File([new Uint8Array(bytes)], "picture", { type });
}

/** @param {Partial<Store> & {reduce?: (file: Blob) => Promise<Blob>}} [parts] */
function newPicture({ reduce = async () => new Blob(["reduced"]), ...store } = {}) {
  /** @type {Blob | null} */
  let kept = null;
  let changes = 0;
  const picture = new OwnPicture({
    reduce,
    store: {
      read: async () => kept ?? undefined,
      write: async (blob) => void (kept = blob),
      ...store,
    },
  });
  picture.gotChange = () => (changes += 1);
  return { picture, kept: () => kept, changes: () => changes };
}

test("a chosen picture is shown and kept, reduced", async () => {
  const { picture, kept, changes } = newPicture();
  assert.equal(await picture.choose(file("image/png")), null);
  assert.equal(await kept()?.text(), "reduced");
  assert.match(picture.url ?? "", /^blob:/);
  assert.equal(changes(), 1);
});

test("a file of another type, or that is too large or no picture, is refused and changes nothing", async () => {
  const broken = newPicture({ reduce: () => Promise.reject(new Error("not a picture")) });
  const { picture, kept, changes } = newPicture();
  assert.equal(await picture.choose(file("image/svg+xml")), "type");
  assert.equal(await picture.choose(file("")), "type");
  assert.equal(await picture.choose(file("image/jpeg", 10 * MEGABYTE + 1)), "size");
  assert.equal(await broken.picture.choose(file("image/jpeg")), "unreadable");
  assert.deepEqual([kept(), picture.url, changes()], [null, null, 0]);
  assert.equal(await picture.choose(file("image/webp", 10 * MEGABYTE)), null);
});

test("the picture of an earlier visit is shown, unless another one was chosen since", async () => {
  const earlier = newPicture({ read: async () => new Blob(["earlier"]) });
  await earlier.picture.load();
  const { url } = earlier.picture;
  assert.ok(url);
  await earlier.picture.load();
  assert.equal(earlier.picture.url, url);
  await earlier.picture.choose(file("image/png"));
  assert.notEqual(earlier.picture.url, url);
});

test("without storage, a picture is there until the page is closed", async () => {
  const fail = () => Promise.reject(new Error("forbidden"));
  const { picture } = newPicture({ read: fail, write: fail });
  await picture.load();
  assert.equal(picture.url, null);
  assert.equal(await picture.choose(file("image/png")), null);
  assert.ok(picture.url);
});

test("a picture can be deleted", async () => {
  const { picture, kept } = newPicture();
  await picture.choose(file("image/png"));
  await picture.remove();
  assert.deepEqual([picture.url, kept()], [null, null]);
});
