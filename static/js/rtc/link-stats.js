/**
 * Read what a peer connection received or sent from its statistics
 * (https://www.w3.org/TR/webrtc-stats/), and calculate what happened between two readings.
 *
 * A value that a browser does not provide counts as 0.
 */

/** @import {Sample} from "./link-quality.js" */

/**
 * @typedef {object} Totals since the connection began
 * @property {number} packets expected or sent
 * @property {number} lost
 * @property {number} freezeSeconds
 * @property {number} roundTripSeconds the newest measurement
 */
/** @typedef {Iterable<[string, any]>} Stats */

/** With fewer packets, one lost packet would be a considerable share. */
const LEAST_PACKETS = 20;

/** @param {Stats} stats @returns {Totals} */
export function receivedTotals(stats) {
  const streams = reportsOf(stats, "inbound-rtp");
  const lost = sum(streams, "packetsLost");
  return {
    packets: sum(streams, "packetsReceived") + lost,
    lost,
    freezeSeconds: sum(streams.filter(isInMotion), "totalFreezesDuration"),
    roundTripSeconds: roundTripSeconds(stats),
  };
}

/** Return what was sent, as far as the receiver has reported it. @param {Stats} stats */
export function sentTotals(stats) {
  return {
    packets: sum(reportsOf(stats, "outbound-rtp"), "packetsSent"),
    lost: sum(reportsOf(stats, "remote-inbound-rtp"), "packetsLost"),
    freezeSeconds: 0,
    roundTripSeconds: roundTripSeconds(stats),
  };
}

/** @param {Totals} before @param {Totals} now @returns {Sample} */
export function sampleBetween(before, now) {
  const packets = now.packets - before.packets;
  // Packets that arrive late are subtracted from the lost ones.
  const lost = Math.max(0, now.lost - before.lost);
  return {
    loss: packets < LEAST_PACKETS ? 0 : Math.min(1, lost / packets),
    freezeSeconds: now.freezeSeconds - before.freezeSeconds,
    roundTripSeconds: now.roundTripSeconds,
  };
}

/**
 * Return whether a picture is always in motion. A screen on which nothing moves is sent once a second,
 * which counts as a freeze. Chromium tells which streams are screens.
 * @param {any} stream
 */
function isInMotion({ contentType }) {
  return contentType !== "screenshare";
}

/** @param {Stats} stats */
function roundTripSeconds(stats) {
  const used = reportsOf(stats, "candidate-pair").find(({ nominated }) => nominated);
  return Number(used?.currentRoundTripTime ?? 0);
}

/** @param {Stats} stats @param {string} type */
function reportsOf(stats, type) {
  return [...stats].map(([, report]) => report).filter((report) => report.type === type);
}

/** @param {any[]} reports @param {string} name */
function sum(reports, name) {
  return reports.reduce((total, report) => total + Number(report[name] ?? 0), 0);
}
