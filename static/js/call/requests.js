/**
 * Asking the server for something in the room one is in.
 *
 * Requests know the room's id and turn a refusal into a notice, so that no command fails in silence.
 */

/** @import {CallStore, Events} from "./events.js" */
/** @import {Reply} from "./wire.js" */
/** @import {Signaling} from "./signaling.js" */

export class Requests {
  #signaling;
  #store;

  /** @param {Pick<Signaling<Events>, "ask">} signaling @param {CallStore} store */
  constructor(signaling, store) {
    this.#signaling = signaling;
    this.#store = store;
  }

  /**
   * Ask, and leave it to the caller to say what a refusal means.
   * @param {string} name
   * @param {object} fields
   * @returns {Promise<Reply>}
   */
  ask(name, fields = {}) {
    return this.#signaling.ask(name, { roomId: this.#store.state.room.id, ...fields });
  }

  /**
   * Ask, and say so if it is refused.
   * @param {string} name
   * @param {object} fields
   * @returns {Promise<boolean>} whether it was done
   */
  async request(name, fields = {}) {
    const { success, code = "" } = await this.ask(name, fields);
    if (!success) this.refused(code);
    return success;
  }

  /** Say that something can't be done, and why. @param {string} code */
  refused(code) {
    this.#store.dispatch({ type: "noticed", payload: { kind: "refused", about: code } });
  }
}
