/**
 * Tell each peer at which size this page displays their pictures, so that they send no larger ones.
 * Over a weak link, a smaller size is requested, or none.
 *
 * The sizes are coalesced: the first change is sent at once, then at most one message every 0.5 s,
 * with the latest sizes. A size counts until another one is sent. Therefore all sizes are sent
 * again after a lost connection, and a peer that returns under a new socket id gets its size again.
 */

import { realTimers } from "../../browser/timers.js";
import { reducedSize } from "../../rtc/link-quality.js";
import { personOfSeat } from "../state/selectors.js";
import { tileIdOf, tilesOf } from "../state/tiles.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {PictureSize, PictureSource} from "../../rtc/send-quality.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

/** @typedef {PictureSize & {targetId: string, source?: PictureSource}} RequestedPicture */

const INTERVAL_MS = 500;
/** The server refuses a message with more. The others follow in the next one. */
const MOST_PICTURES = 100;

export class PictureRequests {
  /** @type {() => void} called after the displayed pictures have changed */
  gotChange = () => {};
  #requests;
  #store;
  #timers;
  /** @type {ReadonlyMap<string, PictureSize>} sizes on the stage, by tile id */
  #onStage = new Map();
  /** @type {ReadonlyMap<string, PictureSize>} sizes in another window */
  #beside = new Map();
  /** @type {ReadonlyMap<string, PictureSize>} the larger one of these sizes */
  #displayed = new Map();
  /**
   * The sizes last sent, by socket id and source.
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
   * not display one. A picture without a size is not requested.
   * @param {ReadonlyMap<string, PictureSize>} sizes by tile id
   */
  display(sizes) {
    this.#onStage = sizes;
    this.#merge();
  }

  /**
   * Set the sizes at which another window displays pictures, also while the page is hidden.
   * @param {ReadonlyMap<string, PictureSize>} sizes by tile id
   */
  displayBeside(sizes) {
    this.#beside = sizes;
    this.#merge();
  }

  /** Send all sizes again. */
  sendAgain() {
    this.#sent.clear();
    this.#sendChanges();
  }

  /** The sizes of the displayed pictures, by tile id. */
  get displayed() {
    return this.#displayed;
  }

  /**
   * Return whether a picture is requested, or its size is not known yet.
   * @param {string} participantId
   * @param {PictureSource} source
   */
  mayDisplay(participantId, source) {
    const person = personOfSeat(this.#store.state, participantId);
    const size = person && this.#sizeOf(tileIdOf(participantId, source), person.socketId);
    return size === undefined || size.width * size.height > 0;
  }

  #merge() {
    const largest = new Map(this.#onStage);
    for (const [id, size] of this.#beside) largest.set(id, larger(size, largest.get(id)));
    this.#displayed = largest;
    this.#sendChanges();
    this.gotChange();
  }

  #sendChanges() {
    const { isConnected, phase } = this.#store.state;
    if (!isConnected || phase !== "meeting") return this.#sent.clear();
    const pictures = this.#isWaiting ? [] : this.#changes().slice(0, MOST_PICTURES);
    if (pictures.length === 0) return;
    this.#isWaiting = true;
    this.#timers.set(() => this.#sendLater(), INTERVAL_MS);
    for (const { targetId, source = "camera", width, height } of pictures)
      this.#sent.set(tileIdOf(targetId, source), { width, height });
    // A server that does not know this event refuses it. The peers then send pictures of any size.
    this.#requests.request("request-pictures", { pictures });
  }

  #sendLater() {
    this.#isWaiting = false;
    this.#sendChanges();
  }

  /** @returns {RequestedPicture[]} */
  #changes() {
    return tilesOf(this.#store.state).flatMap(({ id, person: { isSelf, socketId }, source }) => {
      const size = this.#sizeOf(id, socketId);
      const sent = this.#sent.get(tileIdOf(socketId, source));
      const isSame = size?.width === sent?.width && size?.height === sent?.height;
      if (isSelf || !size || isSame) return [];
      return [{ targetId: socketId, ...size, ...(source === "screen" && { source }) }];
    });
  }

  /**
   * Return the size to request, undefined if it is not known.
   * @param {string} tileId
   * @param {string} socketId
   */
  #sizeOf(tileId, socketId) {
    const displayed = this.#displayed.get(tileId);
    return displayed && reducedSize(displayed, this.#store.state.pictureLevels[socketId] ?? 0);
  }
}

/** @param {PictureSize} one @param {PictureSize} [other] */
function larger(one, other = one) {
  return one.width * one.height >= other.width * other.height ? one : other;
}
