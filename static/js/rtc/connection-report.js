/**
 * Describe a connection for people, from two readings of its statistics
 * (https://www.w3.org/TR/webrtc-stats/): its path, its delay, and what is sent and received.
 *
 * A value that the browser does not provide, or that needs an earlier reading, is null. A report
 * contains no address. All functions are pure.
 */

/** @import {Stats} from "./link-stats.js" */

/**
 * `relay`: through the TURN server of the other side.
 * @typedef {"direct" | "relay" | "relay-udp" | "relay-tcp" | "relay-tls"} Path
 */
/** @typedef {{width: number, height: number, framesPerSecond: number}} MovingPicture */

/**
 * @typedef {object} Direction what flows in one direction
 * @property {number | null} loss share of the packets, from 0 to 1
 * @property {number | null} kbitPerSecond
 * @property {MovingPicture[]} pictures those that move now
 * @property {string[]} codecs
 */

/**
 * @typedef {object} ConnectionReport
 * @property {Path | null} path
 * @property {number | null} roundTripMs
 * @property {Direction} received
 * @property {Direction} sent
 */

/** @typedef {Map<string, any>} Reports by id */

const BITS_PER_BYTE = 8;

/** @param {Stats | undefined} before @param {Stats} now @returns {ConnectionReport} */
export function connectionReport(before, now) {
  const [earlier, reports] = [new Map(before ?? []), new Map(now)];
  const pair = selectedPair(reports);
  const seconds = pair?.currentRoundTripTime;
  return {
    path: pair ? pathOf(reports, pair) : null,
    roundTripMs: seconds === undefined ? null : Math.round(seconds * 1000),
    received: { ...flow("inbound-rtp", earlier, reports), loss: receivedLoss(earlier, reports) },
    sent: { ...flow("outbound-rtp", earlier, reports), loss: sentLoss(reports) },
  };
}

/** @param {Reports} reports */
function selectedPair(reports) {
  const [transport] = ofType(reports, "transport");
  const pairs = ofType(reports, "candidate-pair");
  return reports.get(transport?.selectedCandidatePairId) ?? pairs.find((one) => one.nominated);
}

/** @param {Reports} reports @param {any} pair @returns {Path} */
function pathOf(reports, pair) {
  const [local, remote] = [reports.get(pair.localCandidateId), reports.get(pair.remoteCandidateId)];
  if (local?.candidateType === "relay")
    return /** @type {Path} */ (`relay-${local.relayProtocol ?? "udp"}`);
  return remote?.candidateType === "relay" ? "relay" : "direct";
}

/** @param {"inbound-rtp" | "outbound-rtp"} type @param {Reports} before @param {Reports} now */
function flow(type, before, now) {
  const streams = ofType(now, type);
  const rates = streams.flatMap((stream) => rate(before.get(stream.id), stream) ?? []);
  return {
    kbitPerSecond: rates.length > 0 ? Math.round(sum(rates)) : null,
    pictures: streams.filter((stream) => stream.framesPerSecond > 0).map(pictureOf),
    codecs: [...new Set(streams.flatMap(({ codecId }) => codecName(now.get(codecId))))].sort(),
  };
}

/** Return kbit/s, null without an earlier reading. @param {any} before @param {any} now */
function rate(before, now) {
  if (!before || now.timestamp <= before.timestamp) return null;
  return ((bytesOf(now) - bytesOf(before)) * BITS_PER_BYTE) / (now.timestamp - before.timestamp);
}

/** @param {any} stream */
function bytesOf({
  bytesReceived = 0,
  bytesSent = 0,
  headerBytesReceived = 0,
  headerBytesSent = 0,
}) {
  return bytesReceived + headerBytesReceived + bytesSent + headerBytesSent;
}

/** @param {any} stream @returns {MovingPicture} */
function pictureOf({ frameWidth, frameHeight, framesPerSecond }) {
  return { width: frameWidth, height: frameHeight, framesPerSecond: Math.round(framesPerSecond) };
}

/** @param {any} codec @returns {string[]} */
function codecName(codec) {
  return codec?.mimeType ? [codec.mimeType.split("/")[1]] : [];
}

/** @param {Reports} before @param {Reports} now */
function receivedLoss(before, now) {
  const streams = ofType(now, "inbound-rtp").filter(({ id }) => before.has(id));
  const grown = (/** @type {string} */ name) =>
    sum(streams.map((one) => (one[name] ?? 0) - (before.get(one.id)[name] ?? 0)));
  // Packets that arrive late are subtracted from the lost ones.
  const lost = Math.max(0, grown("packetsLost"));
  const packets = grown("packetsReceived") + lost;
  return packets > 0 ? lost / packets : null;
}

/** Return the worst share that the other side has reported. @param {Reports} reports */
function sentLoss(reports) {
  const shares = ofType(reports, "remote-inbound-rtp").flatMap(({ fractionLost }) =>
    fractionLost === undefined ? [] : [fractionLost],
  );
  return shares.length > 0 ? Math.max(...shares) : null;
}

/** @param {Reports} reports @param {string} type @returns {any[]} */
function ofType(reports, type) {
  return [...reports.values()].filter((report) => report.type === type);
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
