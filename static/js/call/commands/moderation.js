/** Host actions on other people and on the room. The server checks permissions. */

/** @import {RoomSettings} from "../protocol.js" */
/** @import {RoomRequests} from "./room-requests.js" */

export class ModerationCommands {
  #requests;

  /** @param {RoomRequests} requests */
  constructor(requests) {
    this.#requests = requests;
  }

  /** @param {string} targetId a participant id, as in all methods of this class */
  async mute(targetId) {
    await this.#requests.requestOrNotify("mute-participant", { targetId });
  }

  /** @param {boolean} allowUnmute whether people may unmute themselves afterwards */
  async muteAll(allowUnmute) {
    await this.#requests.requestOrNotify("mute-all", { allowUnmute });
  }

  /** @param {string} targetId */
  async askToUnmute(targetId) {
    await this.#requests.requestOrNotify("ask-to-unmute", { targetId });
  }

  /** @param {string} targetId */
  async lowerHand(targetId) {
    await this.#requests.requestOrNotify("lower-hand", { targetId });
  }

  async lowerAllHands() {
    await this.#requests.requestOrNotify("lower-all-hands");
  }

  /** @param {string} targetId @param {boolean} isCohost */
  async setCohost(targetId, isCohost) {
    const role = isCohost ? "cohost" : "participant";
    await this.#requests.requestOrNotify("set-role", { targetId, role });
  }

  /** @param {string | null} participantId of the person to show large to everybody, or nobody */
  async setSpotlight(participantId) {
    await this.#requests.requestOrNotify("set-spotlight", { participantId });
  }

  /** @param {string} targetId */
  async remove(targetId) {
    await this.#requests.requestOrNotify("remove-participant", { targetId });
  }

  /** Block a person in the meeting or in the waiting room. @param {string} targetId */
  async block(targetId) {
    await this.#requests.requestOrNotify("block-participant", { targetId });
  }

  /** @param {boolean} locked */
  async setLocked(locked) {
    await this.#requests.requestOrNotify("lock-room", { locked });
  }

  /** @param {Partial<RoomSettings>} settings the settings to change @returns {Promise<boolean>} */
  async changeSettings(settings) {
    return this.#requests.requestOrNotify("update-settings", { settings });
  }

  async endForAll() {
    await this.#requests.requestOrNotify("end-room");
  }
}
