/** Host actions on the people in the waiting room. The server checks permissions. */

/** @import {CallStore} from "../state/events.js" */
/** @import {RoomRequests} from "./room-requests.js" */

export class WaitingRoomCommands {
  #requests;
  #store;

  /** @param {RoomRequests} requests @param {CallStore} store */
  constructor(requests, store) {
    this.#requests = requests;
    this.#store = store;
  }

  /** @param {string} targetId the knocker's participant id */
  async admit(targetId) {
    await this.#requests.requestOrNotify("admit-participant", { targetId });
  }

  /** Admit everyone on the current list; a person who knocks later stays in the waiting room. */
  async admitAll() {
    const targetIds = this.#store.state.knockers.map((one) => one.participantId);
    if (targetIds.length === 0) return;
    const {
      success,
      code = "",
      fullFor = [],
    } = await this.#requests.request("admit-all", { targetIds });
    if (!success || fullFor.length > 0) this.#requests.notifyRefusal(success ? "ROOM_FULL" : code);
  }

  /**
   * @param {string} targetId the knocker's participant id
   * @param {boolean} block whether to block the person for the future too
   */
  async deny(targetId, block = false) {
    await this.#requests.requestOrNotify("deny-participant", { targetId, block });
  }

  /** @param {string} targetId the knocker's participant id @param {string} content */
  async sendMessage(targetId, content) {
    return this.#requests.requestOrNotify("message-waiting", { targetId, content });
  }
}
