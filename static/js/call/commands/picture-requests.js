/**
 * Tell each peer at which size this page displays their picture, so that they send no larger one.
 * Over a weak link, a smaller size is requested, or none.
 *
 * The sizes are coalesced: the first change is sent at once, then at most one message every 0.5 s,
 * with the latest sizes. A size counts until another one is sent. Therefore all sizes are sent
 * again after a lost connection, and a peer that returns under a new socket id gets its size again.
 */

import { realTimers } from "../../browser/timers.js";
import { reducedSize } from "../../rtc/link-quality.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {PictureSize} from "../../rtc/send-quality.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

const INTERVAL_MS = 500;

export class PictureRequests {
  #requests;
  #store;
  #timers;
  /**
   * Sizes of the displayed pictures, by participant id.
   * @type {ReadonlyMap<string, PictureSize>}
   */
  #displayed = new Map();
  /**
   * The sizes last sent, by socket id.
   * @type {Map<string, PictureSize>}
   */
  #sent = new Map();
  #isWaiting = false;

  /** @param {{requests: RoomRequests, store: CallStore, timers?: Timers}} parts */
  constructor({ requests, store, timers = realTimers }) {
    this.#requests = requests;
    this.#store = store;
    this.#timers = timers;
    store.subscribe(() => this.#sendChanges());
  }

  /**
   * Set the sizes at which the page displays the pictures, in device pixels; zero means that it does
   * not display one. A person without a size is not asked for one.
   * @param {ReadonlyMap<string, PictureSize>} sizes by participant id
   */
  display(sizes) {
    this.#displayed = sizes;
    this.#sendChanges();
  }

  #sendChanges() {
    const { isConnected, phase } = this.#store.state;
    if (!isConnected || phase !== "meeting") return this.#sent.clear();
    const pictures = this.#isWaiting ? [] : this.#changes();
    if (pictures.length === 0) return;
    this.#isWaiting = true;
    this.#timers.set(() => this.#sendLater(), INTERVAL_MS);
    for (const { targetId, width, height } of pictures) this.#sent.set(targetId, { width, height });
    // A server that does not know this event refuses it. The peers then send pictures of any size.
    this.#requests.request("request-pictures", { pictures });
  }

  #sendLater() {
    this.#isWaiting = false;
    this.#sendChanges();
  }

  #changes() {
    const { people, pictureLevels } = this.#store.state;
    return people.flatMap(({ isSelf, participantId, socketId }) => {
      const displayed = this.#displayed.get(participantId);
      const size = displayed && reducedSize(displayed, pictureLevels[socketId] ?? 0);
      const sent = this.#sent.get(socketId);
      const isSame = size?.width === sent?.width && size?.height === sent?.height;
      return isSelf || !size || isSame ? [] : [{ targetId: socketId, ...size }];
    });
  }
}
