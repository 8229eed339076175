/**
 * Raise a hand, send reactions and change the name of the person on this page.
 *
 * The server tells the others. Changes that the server does not send back are put into the state
 * here.
 */

import { refusalOf } from "../state/permissions.js";
import { selfOf } from "../state/selectors.js";

/** @import {Memory} from "../../browser/call-storage.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {Deed} from "../state/permissions.js" */
/** @import {Requests} from "./room-requests.js" */

export class OwnPlace {
  #memory;
  #requests;
  #store;

  /** @param {{memory: Memory, requests: Requests, store: CallStore}} parts */
  constructor({ memory, requests, store }) {
    this.#memory = memory;
    this.#requests = requests;
    this.#store = store;
  }

  async toggleHand() {
    const isRaised = (selfOf(this.#store.state)?.handOrder ?? null) === null;
    if (await this.#requests.request("toggle-hand-raise", { raised: isRaised })) {
      this.#store.dispatch({ type: "hand-changed", payload: { isRaised } });
    }
  }

  /** @param {string} emoji */
  async react(emoji) {
    if (this.#may("reactions")) await this.#requests.request("send-reaction", { emoji });
  }

  /** Open the dialog for a new name, if the room allows it. */
  askForName() {
    if (!this.#may("rename")) return;
    this.#store.dispatch({ type: "dialog-opened", payload: { kind: "name" } });
  }

  /** Remove a reaction that was shown long enough. @param {number} id */
  fadeReaction(id) {
    this.#store.dispatch({ type: "reaction-faded", payload: { id } });
  }

  /** Change the person's name for the rest of this meeting. @param {string} displayName */
  async rename(displayName) {
    if (!(await this.#requests.request("rename", { displayName }))) return;
    const { participantId, socketId } = this.#store.state.self;
    const payload = { participantId, socketId, displayName };
    this.#store.dispatch({ type: "participant-updated", payload });
    this.#memory.displayName = displayName;
  }

  /**
   * Return whether the room allows an action; if not, show a notice with the reason.
   * @param {Deed} deed
   */
  #may(deed) {
    const refusal = refusalOf(this.#store.state, deed);
    if (refusal) this.#requests.refused(refusal);
    return refusal === null;
  }
}
