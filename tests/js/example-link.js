/** Links with fake connections, and the exchange of their descriptions. */

import assert from "node:assert/strict";
import { PeerLink } from "../../static/js/rtc/peer-link.js";
import { asConnection, FakeConnection, settled } from "./fake-connection.js";
import { outgoing } from "./fake-tracks.js";

/** @import {TracksBySource} from "../../static/js/rtc/media-session.js" */
/** @import {Signal} from "../../static/js/rtc/peer-link.js" */

/**
 * @param {object} options
 * @param {boolean} [options.isPolite]
 * @param {boolean} [options.hasTwoPictures]
 * @param {ReturnType<typeof outgoing>} [options.media]
 */
export function newLink({ isPolite = true, hasTwoPictures = false, media = outgoing() } = {}) {
  const connection = new FakeConnection();
  /** @type {Signal[]} */
  const sent = [];
  /** @type {MediaStreamTrack[][]} all tracks to play, at each change */
  const heard = [];
  /** @type {TracksBySource[]} */
  const bySource = [];
  /** @type {unknown[]} */
  const troubles = [];
  /** @type {string[]} */
  const states = [];
  const link = new PeerLink({
    connection: asConnection(connection),
    isPolite,
    outgoing: media,
    send: (signal) => sent.push(signal),
    gotTracks: (tracks) => {
      bySource.push(tracks);
      heard.push(Object.values(tracks).flat());
    },
    gotState: (state) => states.push(state),
    gotError: (error) => troubles.push(error),
  });
  link.setTwoPictures(hasTwoPictures);
  return { bySource, connection, heard, link, sent, states, troubles };
}

/** @param {ReturnType<typeof newLink>} one @param {string} type */
export function count(one, type) {
  return one.sent.filter((signal) => "description" in signal && signal.description.type === type)
    .length;
}

/**
 * Number of signals of each link that were carried.
 * @type {WeakMap<ReturnType<typeof newLink>, number>}
 */
const carried = new WeakMap();

/**
 * Exchange descriptions between two links, one at a time and in order, until neither sends more.
 * @param {ReturnType<typeof newLink>} one
 * @param {ReturnType<typeof newLink>} other
 */
export async function carry(one, other) {
  const ways = [
    { from: one, to: other },
    { from: other, to: one },
  ];
  for (let round = 0; round < 20; round += 1) {
    await settled();
    const ready = ways.filter(({ from }) => (carried.get(from) ?? 0) < from.sent.length);
    if (ready.length === 0) return;
    for (const { from, to } of ready) {
      const next = carried.get(from) ?? 0;
      carried.set(from, next + 1);
      const signal = from.sent[next];
      if (!signal || !("description" in signal)) continue;
      const { description, sources } = signal;
      await to.link.gotDescription(description, description.type, sources);
    }
  }
  assert.fail("they negotiate for ever");
}

/** @param {ReturnType<typeof newLink>} caller @param {ReturnType<typeof newLink>} callee */
export async function call(caller, callee) {
  caller.link.offer();
  await carry(caller, callee);
}
