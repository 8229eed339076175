/** Change the panels, dialogs and notices of this page. No other client is told. */

import { floatingTileId } from "../state/self-view.js";

/** @import {CallStorage} from "../call-storage.js" */
/** @import {CallStore} from "../state/events.js" */
/** @import {Corner, Dialog, Panel, SelfView} from "../state/model.js" */

export class PageCommands {
  #storage;
  #store;

  /** @param {CallStore} store @param {CallStorage} storage */
  constructor(store, storage) {
    this.#storage = storage;
    this.#store = store;
  }

  /** Whether a sound plays when a person knocks or raises a hand. */
  get isNotificationSoundOn() {
    return this.#storage.isNotificationSoundOn;
  }

  set isNotificationSoundOn(isOn) {
    this.#storage.isNotificationSoundOn = isOn;
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

  /** Pin a tile to the stage, or end that. @param {string} tileId */
  togglePin(tileId) {
    this.#store.dispatch({ type: "pin-toggled", payload: { tileId } });
  }

  /** Change between the grid and the speaker view, and keep the choice in this browser. */
  toggleLayout() {
    const layout = this.#store.state.layout === "speaker" ? "grid" : "speaker";
    this.#storage.layout = layout;
    this.#store.dispatch({ type: "layout-chosen", payload: { layout } });
  }

  /** Hide this person's own tile, or show it again. */
  toggleSelfView() {
    this.#store.dispatch({ type: "self-view-toggled", payload: {} });
  }

  /** Let this person's own tile float over the others, or not, and keep the choice. */
  toggleFloating() {
    const isFloating = floatingTileId(this.#store.state) !== undefined;
    this.#placeSelfView({ place: isFloating ? "tile" : "floating" });
  }

  /** Move the own tile that floats, and keep the choice. @param {Corner} corner */
  moveSelfView(corner) {
    this.#placeSelfView({ corner });
  }

  /** @param {Partial<SelfView>} fields */
  #placeSelfView(fields) {
    const selfView = { ...this.#store.state.selfView, ...fields };
    this.#storage.selfView = selfView;
    this.#store.dispatch({ type: "self-view-placed", payload: selfView });
  }

  /** @param {number} id */
  dismissNotice(id) {
    this.#store.dispatch({ type: "notice-dismissed", payload: { id } });
  }

  /** Note that the browser plays no sound before a click. */
  gotSoundBlocked() {
    this.#store.dispatch({ type: "sound-blocked", payload: {} });
  }

  /** Show a notice that the browser did not allow full screen. */
  gotFullScreenRefused() {
    const payload = { kind: /** @type {const} */ ("full-screen-refused"), about: "" };
    this.#store.dispatch({ type: "notice-added", payload });
  }

  /** Show a notice that the browser did not open the small window. */
  gotSmallWindowRefused() {
    const payload = { kind: /** @type {const} */ ("small-window-refused"), about: "" };
    this.#store.dispatch({ type: "notice-added", payload });
  }

  /** Note that the person has clicked to allow sound. */
  allowSound() {
    this.#store.dispatch({ type: "sound-allowed", payload: {} });
  }
}
