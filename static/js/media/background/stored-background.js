/** Choose the background of this person's camera, and keep the choice in this browser. */

/** @import {Background} from "../media-state.js" */
/** @import {CameraBackground} from "./camera-background.js" */
/** @import {PictureRefusal} from "./own-picture.js" */

export class StoredBackground {
  #background;
  #storage;

  /** @param {CameraBackground} background @param {{background: Background}} storage */
  constructor(background, storage) {
    this.#background = background;
    this.#storage = storage;
  }

  /** Show the background that was chosen at an earlier visit. */
  restore() {
    this.#background.choose(this.#storage.background);
    this.#background.ownPicture?.load();
  }

  /** Show the camera's own background at the next visit. */
  forget() {
    this.#storage.background = "none";
  }

  /** Replace the background of the camera, or show it. @param {Background} background */
  choose(background) {
    this.#storage.background = background;
    this.#background.choose(background);
  }

  /** Blur the background, or show what is replaced. */
  toggle() {
    this.choose(this.#background.state.chosen === "none" ? "blur" : "none");
  }

  /**
   * Replace the background by a picture of the person's own.
   * @param {File} file
   * @returns {Promise<PictureRefusal | null>} why it can't be used
   */
  async chooseOwnPicture(file) {
    const { ownPicture } = this.#background;
    const refusal = ownPicture ? await ownPicture.choose(file) : null;
    if (!refusal) this.choose("own");
    return refusal;
  }

  /** Delete the person's own picture from this browser. */
  async removeOwnPicture() {
    if (this.#background.state.chosen === "own") this.choose("none");
    await this.#background.ownPicture?.remove();
  }
}
