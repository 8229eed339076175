import assert from "node:assert/strict";
import { test } from "node:test";
import { watchPermission } from "../../static/js/media/permission-watch.js";

test("only the permission is reported, not its loss", async () => {
  /** @type {{state: string, onchange: (() => void) | null}} */
  const status = { state: "denied", onchange: null };
  let allowed = 0;
  /** @type {any} */
  const permissions = { query: async () => status };
  await watchPermission("camera", () => (allowed += 1), permissions);
  for (const state of ["prompt", "granted", "denied"]) {
    status.state = state;
    status.onchange?.();
  }
  assert.equal(allowed, 1);
});

test("a browser that does not know the permission reports nothing", async () => {
  /** @type {any} */
  const permissions = { query: () => Promise.reject(new TypeError("camera")) };
  await watchPermission("camera", assert.fail, permissions);
  await watchPermission("camera", assert.fail, undefined);
});
