/**
 * Keep what each peer connection sends within its limits: the pictures that are sent, and their
 * sizes and rates. The sound always comes first.
 *
 * `PictureSending` knows the senders, the outgoing tracks and what each receiver displays. It does
 * not know people or the page. Camera and screen have limits of their own. `send-quality.js` has the
 * rules.
 */

import { realTimers } from "../browser/timers.js";
import { reducedSize, SMALLEST } from "./link-quality.js";
import { sentTotals } from "./link-stats.js";
import { LinkWatch } from "./link-watch.js";
import { degradationPreferenceOf, encodingOf, isDisplayed } from "./send-quality.js";
import { limitVideo, prioritizeAudio } from "./sender-parameters.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {Source} from "../media/media-state.js" */
/** @import {PictureSize, PictureSizes, PictureSource} from "./send-quality.js" */

/**
 * @typedef {object} Sending
 * @property {boolean} isCrowded whether the meeting has too many pictures to send all of them in full
 *   quality
 * @property {boolean} isSpeaking whether this client's person speaks now
 * @property {{id: string, requestedSizes: PictureSizes}[]} receivers everybody who receives this
 *   client's pictures, by socket id
 */
/** @typedef {Sending["receivers"][number]} Receiver */
/**
 * @typedef {object} Link
 * @property {RTCPeerConnection} connection
 * @property {ReadonlyMap<Source, RTCRtpSender>} senders by what they send now
 */

const PICTURES = /** @type {const} */ (["camera", "screen"]);
const SOUNDS = /** @type {const} */ (["microphone", "screen-sound"]);
/** After speaking, a person keeps full quality for this time, so that pauses change nothing. */
const SPEAKER_MS = 10_000;
/** The size of the camera. */
const LARGEST = { width: 1280, height: 720 };
/** New senders, and tracks of another size, get their limits after this time at the latest. */
const INTERVAL_MS = 2000;

export class PictureSending {
  #links;
  #media;
  #timers;
  #now;
  /** @type {Sending} */
  #sending = { isCrowded: false, isSpeaking: false, receivers: [] };
  #isScheduled = false;
  #spokeAt = -Infinity;
  #watch;

  /**
   * @param {object} parts
   * @param {ReadonlyMap<string, Link>} parts.links by socket id
   * @param {{outgoing: OutgoingTracks}} parts.media
   * @param {Timers} [parts.timers]
   * @param {() => number} [parts.now] the time in milliseconds
   */
  constructor({ links, media, timers = realTimers, now = () => performance.now() }) {
    this.#links = links;
    this.#media = media;
    this.#timers = timers;
    this.#now = now;
    const gotLevel = () => this.#limit();
    this.#watch = new LinkWatch({
      links,
      totalsOf: sentTotals,
      gotLevel,
      timers,
      now,
    });
  }

  /** @param {Sending} sending */
  update(sending) {
    this.#sending = sending;
    if (sending.isSpeaking) this.#spokeAt = this.#now();
    this.#limit();
    this.#watch.watch(sending.receivers.filter(tellsNoSize).map(({ id }) => id));
    if (sending.receivers.length > 0 && !this.#isScheduled) this.#schedule();
  }

  #schedule() {
    this.#isScheduled = true;
    this.#timers.set(() => {
      this.#isScheduled = false;
      this.update(this.#sending);
    }, INTERVAL_MS);
  }

  #limit() {
    for (const receiver of this.#sending.receivers) {
      const senders = this.#links.get(receiver.id)?.senders;
      for (const source of PICTURES) this.#limitOne(senders?.get(source), source, receiver);
      for (const source of SOUNDS) {
        const sender = senders?.get(source);
        if (sender) prioritizeAudio(sender).catch(gotError);
      }
    }
  }

  /**
   * @param {RTCRtpSender | undefined} sender
   * @param {PictureSource} source
   * @param {Receiver} receiver
   */
  #limitOne(sender, source, receiver) {
    if (!sender) return;
    const { isCrowded, receivers } = this.#sending;
    const encoding = encodingOf({
      source,
      size: sizeOf(this.#media.outgoing.tracks[source]),
      requestedSize: this.#requestedSizeOf(receiver, source),
      isReduced: isCrowded && this.#now() - this.#spokeAt > SPEAKER_MS,
      receivers: receivers.filter((one) => this.#isSentTo(one, source)).length,
    });
    limitVideo(sender, encoding, degradationPreferenceOf(source)).catch(gotError);
  }

  /**
   * Return whether a receiver gets an encoding of its own. Over a media server, it does not.
   * @param {Receiver} receiver
   * @param {PictureSource} source
   */
  #isSentTo({ id, requestedSizes }, source) {
    return this.#links.has(id) && isDisplayed(requestedSizes[source]);
  }

  /** @param {Receiver} receiver @param {PictureSource} source */
  #requestedSizeOf({ id, requestedSizes }, source) {
    const level = this.#watch.levelOf(id);
    const requestedSize = requestedSizes[source];
    if (requestedSize !== null || level === 0) return requestedSize;
    // The page of this receiver can't say that a picture is paused, so that it is only reduced.
    return reducedSize(LARGEST, Math.min(level, SMALLEST));
  }
}

/**
 * Return whether a receiver tells no size. The others measure the link themselves, and request
 * less if it is weak.
 * @param {Receiver} receiver
 */
function tellsNoSize({ requestedSizes }) {
  return requestedSizes.camera === null;
}

/** @param {MediaStreamTrack | null} track @returns {PictureSize | null} */
function sizeOf(track) {
  const { width, height } = track?.getSettings() ?? {};
  return width && height ? { width, height } : null;
}

/** @param {unknown} error */
function gotError(error) {
  console.warn("The quality of a link can't be set:", error);
}
