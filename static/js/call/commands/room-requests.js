/**
 * Send requests about the current room to the server.
 *
 * `RoomRequests` adds the room's id. It shows a notice for a refusal, so that no command fails
 * silently.
 */

/** @import {Signaling} from "../../signaling/signaling.js" */
/** @import {Reply} from "../protocol.js" */
/** @import {CallStore, Events} from "../state/events.js" */

export class RoomRequests {
  #signaling;
  #store;

  /** @param {Pick<Signaling<Events, Reply>, "request">} signaling @param {CallStore} store */
  constructor(signaling, store) {
    this.#signaling = signaling;
    this.#store = store;
  }

  /**
   * Send a request and return the reply. The caller handles a refusal.
   * @param {string} name
   * @param {object} fields
   * @returns {Promise<Reply>}
   */
  request(name, fields = {}) {
    return this.#signaling.request(name, { roomId: this.#store.state.room.id, ...fields });
  }

  /**
   * Send a request, and show a notice if the server refuses it.
   * @param {string} name
   * @param {object} fields
   * @returns {Promise<boolean>} whether it was done
   */
  async requestOrNotify(name, fields = {}) {
    const { success, code = "" } = await this.request(name, fields);
    if (!success) this.notifyRefusal(code);
    return success;
  }

  /** Show a notice with the reason for a refusal. @param {string} code */
  notifyRefusal(code) {
    this.#store.dispatch({ type: "notice-added", payload: { kind: "refused", about: code } });
  }
}
