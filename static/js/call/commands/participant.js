/**
 * Raise a hand, send reactions and change the name of the person on this page.
 *
 * The server tells the others. Changes that the server does not send back are put into the state
 * here.
 */

import { refusalOf } from "../state/permissions.js";
import { selfOf } from "../state/selectors.js";

/** @import {CallStorage} from "../call-storage.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {RestrictedAction} from "../state/permissions.js" */
/** @import {RoomRequests} from "./room-requests.js" */

export class ParticipantCommands {
  #storage;
  #requests;
  #store;
  /** @type {boolean | null} the last request about the hand that has no answer yet */
  #requestedHand = null;

  /** @param {{storage: CallStorage, requests: RoomRequests, store: CallStore}} parts */
  constructor({ storage, requests, store }) {
    this.#storage = storage;
    this.#requests = requests;
    this.#store = store;
  }

  /** Raise the hand, or lower it. A second press before the answer takes back the first one. */
  async toggleHand() {
    const isUp = (selfOf(this.#store.state)?.handOrder ?? null) !== null;
    const isRaised = !(this.#requestedHand ?? isUp);
    this.#requestedHand = isRaised;
    const isDone = await this.#requests.requestOrNotify("toggle-hand-raise", { raised: isRaised });
    if (this.#requestedHand === isRaised) this.#requestedHand = null;
    if (isDone) this.#store.dispatch({ type: "hand-changed", payload: { isRaised } });
  }

  /** @param {string} emoji */
  async react(emoji) {
    if (this.#may("reactions")) await this.#requests.requestOrNotify("send-reaction", { emoji });
  }

  /** Open the dialog for a new name, if the room allows it. */
  openRenameDialog() {
    if (!this.#may("rename")) return;
    this.#store.dispatch({ type: "dialog-opened", payload: { kind: "rename" } });
  }

  /** Remove a reaction that was shown long enough. @param {number} id */
  fadeReaction(id) {
    this.#store.dispatch({ type: "reaction-faded", payload: { id } });
  }

  /** Change the person's name for the rest of this meeting. @param {string} displayName */
  async rename(displayName) {
    if (!(await this.#requests.requestOrNotify("rename", { displayName }))) return;
    const { participantId, socketId } = this.#store.state.self;
    const payload = { participantId, socketId, displayName };
    this.#store.dispatch({ type: "participant-updated", payload });
    this.#storage.displayName = displayName;
  }

  /**
   * Return whether the room allows an action; if not, show a notice with the reason.
   * @param {RestrictedAction} action
   */
  #may(action) {
    const refusal = refusalOf(this.#store.state, action);
    if (refusal) this.#requests.notifyRefusal(refusal);
    return refusal === null;
  }
}
