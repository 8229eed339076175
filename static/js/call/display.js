/** What is open and announced on the page; nobody else is told. */

/** @import {CallStore} from "./events.js" */
/** @import {Memory} from "./memory.js" */
/** @import {Dialog, Panel} from "./model.js" */

export class Display {
  #memory;
  #store;

  /** @param {CallStore} store @param {Memory} memory */
  constructor(store, memory) {
    this.#memory = memory;
    this.#store = store;
  }

  /** Whether knocks and hands are heard. */
  get isChimeOn() {
    return this.#memory.isChimeOn;
  }

  set isChimeOn(isOn) {
    this.#memory.isChimeOn = isOn;
  }

  /** @param {Panel} panel */
  togglePanel(panel) {
    this.#store.dispatch({ type: "panel-toggled", payload: { panel } });
  }

  /** @param {Panel} panel */
  showPanel(panel) {
    if (this.#store.state.panel !== panel) this.togglePanel(panel);
  }

  closePanel() {
    this.#store.dispatch({ type: "panel-closed", payload: {} });
  }

  /** @param {Dialog} dialog */
  openDialog(dialog) {
    this.#store.dispatch({ type: "dialog-opened", payload: dialog });
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
