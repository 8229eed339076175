import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionText } from "../../static/js/ui/text/connection-text.js";

/** @import {CheckedConnection, MediaServerState} from "../../static/js/call/commands/connection-check.js" */

/** @param {CheckedConnection["media"]} media */
function found(media) {
  const checked = /** @type {const} */ ({ isServerReachable: true, direct: "local" });
  const findings = connectionText.findings({ ...checked, relay: "none", media });
  return findings.filter(({ key }) => key === "media");
}

/** @param {boolean} isRequired @returns {Record<string, string | undefined>} */
function verdicts(isRequired) {
  /** @type {MediaServerState[]} */
  const states = ["unneeded", "missing", "available", "unavailable", "unknown"];
  return Object.fromEntries(
    states.map((mediaServer) => [mediaServer, found({ mediaServer, isRequired })[0]?.verdict]),
  );
}

test("a media server that the meeting needs is good, unsure or bad", () => {
  assert.deepEqual(verdicts(true), {
    unneeded: undefined,
    missing: "bad",
    available: "good",
    unavailable: "bad",
    unknown: "unsure",
  });
});

test("a media server for larger meetings only is never bad, and not mentioned if unknown", () => {
  assert.deepEqual(verdicts(false), {
    unneeded: undefined,
    missing: undefined,
    available: "good",
    unavailable: "unsure",
    unknown: undefined,
  });
});

test("without an answer of the server, media servers are not mentioned", () => {
  assert.deepEqual(found(null), []);
});
