/** What a host may do to others; the server decides whether it may be done. */

/** @import {Requests} from "./requests.js" */

export class Hosting {
  #requests;

  /** @param {Requests} requests */
  constructor(requests) {
    this.#requests = requests;
  }

  /** @param {string} targetId a socket id */
  async mute(targetId) {
    await this.#requests.request("mute-participant", { targetId });
  }

  /** @param {string} targetId a socket id */
  async remove(targetId) {
    await this.#requests.request("remove-participant", { targetId });
  }

  /** @param {boolean} locked */
  async setLocked(locked) {
    await this.#requests.request("lock-room", { locked });
  }
}
