/**
 * Share this person's screen, and tell the server whether it is shared.
 *
 * The screen is sent only after the server has accepted it. An answer can be lost, and a share can
 * end while the socket is disconnected. Therefore this class keeps what the server knows, and
 * repeats what it does not. It does not know how a screen is chosen or sent.
 */

import { releaseScreen } from "../../media/screen-share.js";
import { refusalOf } from "../state/permissions.js";

/** @import {Screen, ScreenShare} from "../../media/screen-share.js" */
/** @import {NoticeKind} from "../state/model.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

export class ScreenCommands {
  #screen;
  #requests;
  #store;
  /** Whether the browser shows its dialog, or the server has not answered. */
  #isStarting = false;
  /** @type {boolean | null} whether the server shows a screen to the others, null if not known */
  #isAnnounced = false;

  /** @param {{screen: ScreenShare, requests: RoomRequests, store: CallStore}} parts */
  constructor({ screen, requests, store }) {
    this.#screen = screen;
    this.#requests = requests;
    this.#store = store;
  }

  /** The stream of the person's own shared screen. */
  get preview() {
    return this.#screen.preview;
  }

  get isPossible() {
    return this.#screen.isPossible;
  }

  /** Share a screen, or stop sharing it. A second press while the first one has an effect does nothing. */
  async toggle() {
    if (this.#isSharing) return this.stop();
    if (this.#isStarting) return;
    const { isConnected } = this.#store.state;
    const refusal = isConnected ? refusalOf(this.#store.state, "screen") : "OFFLINE";
    if (refusal) return this.#requests.notifyRefusal(refusal);
    this.#isStarting = true;
    const screen = await this.#screen.choose({
      gotDelay: () => this.#gotDelay(),
      gotFailure: () => this.#notice("screen-failed"),
    });
    if (screen) await this.#share(screen);
    this.#isStarting = false;
  }

  async stop() {
    this.#screen.stop();
    await this.#announce(false);
  }

  /** Repeat what the server has not confirmed. */
  async announceAgain() {
    const isSharing = this.#isSharing;
    if (isSharing === this.#isAnnounced) return;
    const refusal = await this.#announce(isSharing);
    if (refusal && isSharing && this.#isAnnounced === false) this.#screen.stop();
  }

  /** Tell what differs from the server's data. @param {boolean} isAnnounced */
  async announceAfterJoin(isAnnounced) {
    this.#isAnnounced = isAnnounced;
    await this.announceAgain();
  }

  /** Forget the server's data: this person has left. */
  forget() {
    this.#isAnnounced = false;
  }

  /** @param {Screen} screen */
  async #share(screen) {
    const refusal = await this.#announce(true);
    const isEnded = screen.picture.readyState === "ended";
    if (refusal === null && !isEnded) return this.#screen.start(screen, () => this.stop());
    releaseScreen(screen);
    if (refusal === null) await this.#announce(false);
    else if (this.#store.state.phase === "meeting") this.#requests.notifyRefusal(refusal);
  }

  /**
   * @param {boolean} isShared
   * @returns {Promise<string | null>} the code of a refusal
   */
  async #announce(isShared) {
    const name = isShared ? "start-screen-share" : "stop-screen-share";
    const { success, code = "" } = await this.#requests.request(name);
    if (success) this.#isAnnounced = isShared;
    else if (code === "NO_ANSWER") this.#isAnnounced = null;
    return success ? null : code;
  }

  /** The dialog may be hidden or lost, so that the next press opens another one. */
  #gotDelay() {
    this.#isStarting = false;
    this.#notice("choose-screen");
  }

  /** @param {NoticeKind} kind */
  #notice(kind) {
    this.#store.dispatch({ type: "notice-added", payload: { kind, about: "" } });
  }

  get #isSharing() {
    return this.#store.state.media.isSharingScreen;
  }
}
