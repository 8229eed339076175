import assert from "node:assert/strict";
import { test } from "node:test";
import { PairLink } from "../../static/js/pair/pair-link.js";
import { asConnection, FakeConnection, settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";
import { FakeStream, outgoing } from "./fake-tracks.js";

Object.assign(globalThis, { MediaStream: FakeStream });

/** @import {Signal} from "../../static/js/rtc/peer-link.js" */

function newLink() {
  /** @type {FakeConnection[]} */
  const connections = [];
  /** @type {Signal[]} */
  const sent = [];
  /** @type {string[]} */
  const states = [];
  const timers = new FakeTimers();
  const link = new PairLink(
    { outgoing: outgoing() },
    {
      timers,
      newConnection: ({ iceServers = [] }) => {
        if (iceServers.some(({ urls }) => urls === "stun: x")) throw new SyntaxError("Invalid URL");
        const connection = new FakeConnection();
        connection.setConfiguration({ iceServers });
        connections.push(connection);
        return asConnection(connection);
      },
    },
  );
  /** @param {RTCIceServer[]} iceServers */
  const open = (iceServers = []) =>
    link.open(iceServers, true, {
      send: (signal) => sent.push(signal),
      gotStream: () => {},
      gotState: (state) => states.push(state),
    });
  return { connections, link, open, sent, states, timers };
}

/** @param {string} page */
function offerFrom(page) {
  return {
    type: /** @type {const} */ ("offer"),
    sdp: `{"kinds":["audio","video"],"line":"a=fingerprint:sha-256 ${page} "}`,
  };
}

test("a partner who never answers gets the offer again, then a new connection, and then counts as unreachable", async () => {
  const { connections, link, open, sent, states, timers } = newLink();
  open();
  link.offer();
  await settled();
  assert.equal(sent.length, 1);
  timers.pass(8);
  assert.equal(sent.length, 2);
  timers.pass(8);
  await settled();
  assert.deepEqual([connections.length, connections[0]?.isClosed, sent.length], [2, true, 3]);
  timers.pass(14);
  assert.deepEqual(states.at(-1), "unreachable");
  link.retry();
  await settled();
  assert.deepEqual([connections.length, states.at(-1), sent.length], [3, "new", 4]);
});

test("a partner who is never ready gets no offer, and then counts as unreachable", async () => {
  const { link, open, sent, states, timers } = newLink();
  open();
  timers.pass(30);
  assert.deepEqual([states, sent], [["unreachable"], []]);
  link.retry();
  timers.pass(30);
  assert.deepEqual([states, sent], [["unreachable", "new", "unreachable"], []]);
  link.offer();
  await settled();
  assert.equal(sent.length, 1);
});

test("an offer from a partner's new connection is answered over a new connection", async () => {
  const { connections, link, open, sent } = newLink();
  open();
  link.gotDescription(offerFrom("A"), "offer");
  await settled();
  link.gotDescription(offerFrom("B"), "offer");
  await settled();
  assert.deepEqual([connections.length, connections[0]?.isClosed, sent.length], [2, true, 2]);
});

test("a connected or closed link has no timer", async () => {
  const { connections, link, open, sent, states, timers } = newLink();
  open();
  link.offer();
  await settled();
  connections[0]?.become("connected");
  timers.pass(120);
  assert.deepEqual([states, sent.length], [["connected"], 1]);
  open();
  link.close();
  timers.pass(120);
  assert.deepEqual([states, timers.count], [["connected"], 0]);
});

test("a refused ICE server is left out", () => {
  const { connections, open } = newLink();
  const stun = { urls: "stun:stun.example.org" };
  open([{ urls: "stun: x" }, stun]);
  assert.deepEqual(connections.at(-1)?.configuration, { iceServers: [stun] });
});
