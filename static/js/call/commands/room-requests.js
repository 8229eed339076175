/**
 * Send requests about the current room to the server.
 *
 * `Requests` adds the room's id and shows a notice for a refusal, so that no command fails
 * silently.
 */

/** @import {Signaling} from "../../signaling/signaling.js" */
/** @import {Reply} from "../protocol.js" */
/** @import {CallStore, Events} from "../state/events.js" */

export class Requests {
  #signaling;
  #store;

  /** @param {Pick<Signaling<Events>, "ask">} signaling @param {CallStore} store */
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
  ask(name, fields = {}) {
    return this.#signaling.ask(name, { roomId: this.#store.state.room.id, ...fields });
  }

  /**
   * Send a request, and show a notice if the server refuses it.
   * @param {string} name
   * @param {object} fields
   * @returns {Promise<boolean>} whether it was done
   */
  async request(name, fields = {}) {
    const { success, code = "" } = await this.ask(name, fields);
    if (!success) this.refused(code);
    return success;
  }

  /** Show a notice with the reason for a refusal. @param {string} code */
  refused(code) {
    this.#store.dispatch({ type: "noticed", payload: { kind: "refused", about: code } });
  }
}
