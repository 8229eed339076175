import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, initialState } from "../../static/js/pair/state.js";

/** @import {Event, State} from "../../static/js/pair/model.js" */

const found = { withVideo: true, partnerId: "ben" };
const message = {
  sender: "ann",
  text: "Hello",
  senderEmail: "Anonymous",
  timestamp: "2030-01-01T00:00:00Z",
};

/** @param {Event[]} events @returns {State} */
function after(...events) {
  return events.reduce(apply, initialState);
}

test("the phases go from Start to a partner", () => {
  const opening = after({ type: "opening", payload: { wantsVideo: false } });
  assert.deepEqual([opening.phase, opening.wantsVideo], ["opening", false]);
  assert.equal(apply(opening, { type: "connecting", payload: {} }).phase, "connecting");
  assert.equal(after({ type: "waiting", payload: undefined }).phase, "waiting");
  const paired = after({ type: "chatStart", payload: found });
  assert.deepEqual([paired.phase, paired.partnerId, paired.hasVideo], ["paired", "ben", true]);
});

test("each line has its sender", () => {
  const state = after(
    { type: "connected", payload: { socketId: "ann", isRecovered: false } },
    { type: "chatStart", payload: found },
    { type: "message", payload: message },
    { type: "message", payload: { ...message, sender: "ben", senderEmail: "b@example.org" } },
  );
  assert.deepEqual(
    state.lines.map(({ id, isOwn, sender }) => [id, isOwn, sender]),
    [
      [1, true, ""],
      [2, false, "b@example.org"],
    ],
  );
});

test("the number of lines is limited, and their ids keep increasing", () => {
  const many = Array.from({ length: 510 }, () => ({
    type: /** @type {const} */ ("message"),
    payload: message,
  }));
  const { lines } = after(...many);
  assert.deepEqual([lines.length, lines[0]?.id, lines.at(-1)?.id], [500, 11, 510]);
});

test("when the partner leaves, the lines and the partner's id are kept, and the video is removed", () => {
  const state = after(
    { type: "chatStart", payload: found },
    { type: "message", payload: message },
    { type: "link-changed", payload: { linkState: "connected" } },
    { type: "partnerLeft", payload: { partnerId: "ben" } },
  );
  assert.deepEqual(
    [state.phase, state.partnerId, state.lines.length, state.hasVideo, state.linkState],
    ["left", "ben", 1, false, "new"],
  );
  const next = apply(state, { type: "waiting", payload: undefined });
  assert.deepEqual([next.phase, next.partnerId, next.lines], ["waiting", "", []]);
});

test("the next partner is not marked as reported", () => {
  const reported = after(
    { type: "chatStart", payload: found },
    { type: "reported", payload: {} },
    { type: "partnerLeft", payload: { partnerId: "ben" } },
  );
  assert.equal(reported.isReported, true);
  assert.equal(apply(reported, { type: "waiting", payload: undefined }).isReported, false);
});

test("a disconnect changes only the connection flag", () => {
  const paired = after(
    { type: "connected", payload: { socketId: "ann", isRecovered: false } },
    { type: "chatStart", payload: found },
  );
  const lost = apply(paired, { type: "disconnected", payload: {} });
  assert.deepEqual(lost, { ...paired, isConnected: false });
});

test("every ending resets the state for a new start", () => {
  assert.equal(after({ type: "devices-missing", payload: {} }).phase, "no-devices");
  assert.equal(after({ type: "unreachable", payload: {} }).phase, "unreachable");
  const refused = after({ type: "connection-refused", payload: { code: "PAIRING_BLOCKED" } });
  assert.deepEqual([refused.phase, refused.code], ["refused", "PAIRING_BLOCKED"]);
  const stopped = after({ type: "onlineUsers", payload: 3 }, { type: "stopped", payload: {} });
  assert.deepEqual([stopped.phase, stopped.online], ["idle", null]);
});
