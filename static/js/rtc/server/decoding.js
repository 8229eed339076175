/**
 * Find out which streams of a media server really arrive: packets of a sound, decoded frames of a
 * picture.
 *
 * A stream arrives if its counter has grown between two readings. This class only knows receivers;
 * the caller decides when to read.
 */

/** @import {ForwardedStream} from "./forwarded-streams.js" */

export class Decoding {
  /** @type {WeakMap<RTCRtpReceiver, {owner: string, count: number, isDecoding: boolean}>} */
  #readings = new WeakMap();

  /** Read the counters of these streams. @param {readonly ForwardedStream[]} streams */
  async read(streams) {
    // A connection may have been closed in between.
    await Promise.allSettled(streams.map((stream) => this.#readOne(stream)));
  }

  /** @param {ForwardedStream} stream */
  has(stream) {
    return this.#of(stream)?.isDecoding ?? false;
  }

  /** @param {ForwardedStream} stream */
  async #readOne(stream) {
    const count = countOf(await stream.receiver.getStats());
    const before = this.#of(stream);
    const isDecoding = before !== undefined && (before.isDecoding || count > before.count);
    this.#readings.set(stream.receiver, { owner: ownerOf(stream), count, isDecoding });
  }

  /** A receiver that carries another person's stream now begins anew. @param {ForwardedStream} stream */
  #of(stream) {
    const reading = this.#readings.get(stream.receiver);
    return reading?.owner === ownerOf(stream) ? reading : undefined;
  }
}

/** @param {ForwardedStream} stream */
function ownerOf({ participantId, source }) {
  return `${source} of ${participantId}`;
}

/** @param {RTCStatsReport} stats */
function countOf(stats) {
  let count = 0;
  for (const report of /** @type {any} */ (stats).values()) {
    if (report.type !== "inbound-rtp") continue;
    count += Number((report.kind === "video" ? report.framesDecoded : report.packetsReceived) ?? 0);
  }
  return count;
}
