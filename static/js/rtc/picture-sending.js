/**
 * Keep what each peer connection sends within its limits: the pictures that are sent, and their
 * sizes and rates. The sound always comes first.
 *
 * `PictureSending` knows the connections, the outgoing track and what each receiver displays. It
 * does not know people or the page. `send-quality.js` has the rules.
 */

import { realTimers } from "../browser/timers.js";
import { degradationPreferenceOf, encodingOf, isDisplayed } from "./send-quality.js";
import { limitVideo, prioritizeAudio } from "./sender-parameters.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {OutgoingTracks} from "../media/local-media.js" */
/** @import {PictureSize, PictureSource} from "./send-quality.js" */

/**
 * @typedef {object} Sending
 * @property {PictureSource} source
 * @property {{id: string, requestedSize: PictureSize | null}[]} receivers everybody who receives
 *   this client's picture, by socket id
 */
/** @typedef {{connection: RTCPeerConnection}} Link */

/** New senders, and tracks of another size, get their limits after this time at the latest. */
const INTERVAL_MS = 2000;

export class PictureSending {
  #links;
  #media;
  #timers;
  /** @type {Sending} */
  #sending = { source: "camera", receivers: [] };
  #isScheduled = false;

  /**
   * @param {object} parts
   * @param {ReadonlyMap<string, Link>} parts.links by socket id
   * @param {{outgoing: OutgoingTracks}} parts.media
   * @param {Timers} [parts.timers]
   */
  constructor({ links, media, timers = realTimers }) {
    this.#links = links;
    this.#media = media;
    this.#timers = timers;
  }

  /** @param {Sending} sending */
  update(sending) {
    this.#sending = sending;
    this.#limit();
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
    const { receivers, source } = this.#sending;
    const size = sizeOf(this.#media.outgoing.video);
    const displaying = receivers.filter((one) => isDisplayed(one.requestedSize)).length;
    for (const { id, requestedSize } of receivers) {
      const link = this.#links.get(id);
      if (!link) continue;
      const picture = { source, size, requestedSize, receivers: displaying };
      const encoding = encodingOf(picture);
      limitVideo(link.connection, encoding, degradationPreferenceOf(source)).catch(gotError);
      prioritizeAudio(link.connection).catch(gotError);
    }
  }
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
