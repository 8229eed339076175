/** Choose the background of this person's camera, and keep the choice in this browser. */

/** @import {CallStorage} from "../call-storage.js" */
/** @import {CameraBackground} from "../../media/background/camera-background.js" */
/** @import {PictureRefusal} from "../../media/background/own-picture.js" */
/** @import {Background} from "../../media/media-state.js" */

export class BackgroundCommands {
  #background;
  #storage;

  /** @param {CameraBackground} background @param {Pick<CallStorage, "background">} storage */
  constructor(background, storage) {
    this.#background = background;
    this.#storage = storage;
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
