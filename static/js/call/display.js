/** What is open and announced on the page; nobody else is told. */

/** @import {CallStore} from "./events.js" */
/** @import {Panel} from "./model.js" */

export class Display {
  #store;

  /** @param {CallStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {Panel} panel */
  togglePanel(panel) {
    this.#store.dispatch({ type: "panel-toggled", payload: { panel } });
  }

  closePanel() {
    this.#store.dispatch({ type: "panel-closed", payload: {} });
  }

  chooseDevices() {
    this.#store.dispatch({ type: "dialog-opened", payload: { kind: "devices" } });
  }

  /** Ask before somebody is removed. @param {string} participantId */
  askToRemove(participantId) {
    this.#store.dispatch({ type: "dialog-opened", payload: { kind: "removal", participantId } });
  }

  closeDialog() {
    this.#store.dispatch({ type: "dialog-closed", payload: {} });
  }

  /** @param {number} id */
  dismissNotice(id) {
    this.#store.dispatch({ type: "notice-dismissed", payload: { id } });
  }

  /** The browser wants a click before it plays sound. */
  gotSoundBlocked() {
    this.#store.dispatch({ type: "sound-blocked", payload: {} });
  }

  /** That click has come. */
  allowSound() {
    this.#store.dispatch({ type: "sound-allowed", payload: {} });
  }
}
