/**
 * Summarize what a client measures of its media over all of its connections, for the operators of
 * the server: the way of the media, losses, the round trip, and the largest pictures.
 *
 * A value that is not known is null. All functions are pure.
 */

import { connectionReport } from "./connection-report.js";
import { receivedTotals, sentTotals } from "./link-stats.js";

/** @import {ConnectionReport, MovingPicture} from "./connection-report.js" */
/** @import {Stats, Totals} from "./link-stats.js" */

/** @typedef {{received: Totals, sent: Totals}} BothTotals */
/**
 * @typedef {object} MeasuredLink
 * @property {boolean} isServed whether a media server is at the other end
 * @property {Stats} stats
 * @property {BothTotals} totals of these statistics
 * @property {BothTotals | undefined} before the totals of an earlier reading
 */

/**
 * @typedef {object} MediaQuality
 * @property {"direct" | "server" | "mixed"} over
 * @property {boolean} isRelayed whether a TURN server is used
 * @property {number | null} roundTripMs the median of all connections
 * @property {number | null} receivedLoss share of all packets since the earlier readings
 * @property {number | null} sentLoss
 * @property {number} receivedHeight shorter side of the largest picture that moves, 0 without one
 * @property {number} sentHeight
 */

/** With fewer packets, one lost packet would be a considerable share. */
const LEAST_PACKETS = 20;
const MOST_ROUND_TRIP_MS = 60_000;
/** Smaller differences mean nothing to an operator. */
const DIFFERENT_LOSS = 0.01;
const DIFFERENT_ROUND_TRIP = { ms: 30, share: 0.3 };

/** @param {Stats} stats @returns {BothTotals} */
export function bothTotals(stats) {
  return { received: receivedTotals(stats), sent: sentTotals(stats) };
}

/**
 * Summarize at least one link.
 * @param {readonly MeasuredLink[]} links
 * @returns {MediaQuality}
 */
export function mediaQuality(links) {
  const reports = links.map(({ stats }) => connectionReport(undefined, stats));
  return {
    over: overOf(links),
    isRelayed: reports.some(({ path }) => path !== null && path !== "direct"),
    roundTripMs: medianRoundTrip(reports),
    receivedLoss: lossOf(links, "received"),
    sentLoss: lossOf(links, "sent"),
    receivedHeight: largestHeight(reports.flatMap(({ received }) => received.pictures)),
    sentHeight: largestHeight(reports.flatMap(({ sent }) => sent.pictures)),
  };
}

/** @param {MediaQuality} one @param {MediaQuality} other */
export function isSimilar(one, other) {
  return (
    one.over === other.over &&
    one.isRelayed === other.isRelayed &&
    one.receivedHeight === other.receivedHeight &&
    one.sentHeight === other.sentHeight &&
    isClose(one.receivedLoss, other.receivedLoss, DIFFERENT_LOSS) &&
    isClose(one.sentLoss, other.sentLoss, DIFFERENT_LOSS) &&
    isClose(one.roundTripMs, other.roundTripMs, differentRoundTrip(one.roundTripMs ?? 0))
  );
}

/** @param {readonly MeasuredLink[]} links @returns {MediaQuality["over"]} */
function overOf(links) {
  if (links.every(({ isServed }) => isServed)) return "server";
  return links.some(({ isServed }) => isServed) ? "mixed" : "direct";
}

/** @param {ConnectionReport[]} reports */
function medianRoundTrip(reports) {
  const known = reports.flatMap(({ roundTripMs }) => roundTripMs ?? []).sort((a, b) => a - b);
  const median = known[Math.floor((known.length - 1) / 2)];
  return median === undefined ? null : Math.min(median, MOST_ROUND_TRIP_MS);
}

/** @param {readonly MeasuredLink[]} links @param {"received" | "sent"} direction */
function lossOf(links, direction) {
  let [lost, packets] = [0, 0];
  for (const { before, totals } of links) {
    const [earlier, now] = [before?.[direction], totals[direction]];
    if (!earlier) continue;
    // Packets that arrive late are subtracted from the lost ones.
    lost += Math.max(0, now.lost - earlier.lost);
    packets += now.packets - earlier.packets;
  }
  if (packets < LEAST_PACKETS) return null;
  return Math.min(1, Math.round((lost / packets) * 1000) / 1000);
}

/** @param {MovingPicture[]} pictures */
function largestHeight(pictures) {
  return Math.max(0, ...pictures.map(({ width, height }) => Math.min(width, height) || 0));
}

/** @param {number | null} one @param {number | null} other @param {number} different */
function isClose(one, other, different) {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) < different;
}

/** @param {number} roundTripMs */
function differentRoundTrip(roundTripMs) {
  return Math.max(DIFFERENT_ROUND_TRIP.ms, DIFFERENT_ROUND_TRIP.share * roundTripMs);
}
