/** Links with fake connections, and the exchange of their descriptions. */

import assert from "node:assert/strict";
import { PeerLink } from "../../static/js/rtc/peer-link.js";
import { asConnection, FakeConnection, outgoing, settled } from "./fake-connection.js";

/** @import {Signal} from "../../static/js/rtc/peer-link.js" */

/** @param {{isPolite?: boolean, media?: ReturnType<typeof outgoing>}} options */
export function newLink({ isPolite = true, media = outgoing() } = {}) {
  const connection = new FakeConnection();
  /** @type {Signal[]} */
  const sent = [];
  /** @type {MediaStreamTrack[][]} */
  const heard = [];
  /** @type {unknown[]} */
  const troubles = [];
  /** @type {string[]} */
  const states = [];
  const link = new PeerLink({
    connection: asConnection(connection),
    isPolite,
    outgoing: media,
    send: (signal) => sent.push(signal),
    gotTracks: (tracks) => heard.push(tracks),
    gotState: (state) => states.push(state),
    gotError: (error) => troubles.push(error),
  });
  return { connection, heard, link, sent, states, troubles };
}

/** @param {ReturnType<typeof newLink>} one @param {string} type */
export function count(one, type) {
  return one.sent.filter((signal) => "description" in signal && signal.description.type === type)
    .length;
}

/**
 * Exchange descriptions between two links, one at a time and in order, until neither sends more.
 * @param {ReturnType<typeof newLink>} one
 * @param {ReturnType<typeof newLink>} other
 */
export async function carry(one, other) {
  const ways = [
    { from: one, to: other, next: 0 },
    { from: other, to: one, next: 0 },
  ];
  for (let round = 0; round < 20; round += 1) {
    await settled();
    const ready = ways.filter(({ from, next }) => next < from.sent.length);
    if (ready.length === 0) return;
    for (const way of ready) {
      const signal = way.from.sent[way.next++];
      if (!signal || !("description" in signal)) continue;
      await way.to.link.gotDescription(signal.description, signal.description.type);
    }
  }
  assert.fail("they negotiate for ever");
}

/** @param {ReturnType<typeof newLink>} caller @param {ReturnType<typeof newLink>} callee */
export async function call(caller, callee) {
  caller.link.offer();
  await carry(caller, callee);
}
