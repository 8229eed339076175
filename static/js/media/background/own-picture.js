/**
 * The picture from the person's own computer that can replace their background.
 *
 * The picture is kept in this browser, reduced, and is never sent to the server. If the browser
 * forbids storage, the picture is there until the page is closed.
 */

import { pictureStore } from "./picture-store.js";

/** @typedef {"type" | "size" | "unreadable"} PictureRefusal */
/** @typedef {{read: () => Promise<Blob | undefined>, write: (blob: Blob | null) => Promise<void>}} Store */

/** The types of pictures that every browser can show. Other types, such as SVG, may contain references. */
export const TYPES = ["image/jpeg", "image/png", "image/webp"];
/** A photograph of a telephone has less. */
const LARGEST_BYTES = 10 * 1024 * 1024;
/** The pictures of the camera are smaller. */
const LARGEST = { width: 1280, height: 720 };
const QUALITY = 0.9;

export class OwnPicture {
  /** @type {string | null} the address of the picture in this page */
  url = null;
  gotChange = () => {};
  #store;
  #reduce;

  /**
   * @param {object} [parts]
   * @param {Store} [parts.store]
   * @param {(file: Blob) => Promise<Blob>} [parts.reduce] rejects if the file is not a picture
   */
  constructor({ store = pictureStore(), reduce = reduced } = {}) {
    this.#store = store;
    this.#reduce = reduce;
  }

  /** Show the picture of an earlier visit. */
  async load() {
    const blob = await this.#store.read().catch(() => undefined);
    if (blob && this.url === null) this.#show(blob);
  }

  /**
   * Use a file in place of the present picture.
   * @param {File} file
   * @returns {Promise<PictureRefusal | null>} why it can't be used
   */
  async choose(file) {
    if (!TYPES.includes(file.type)) return "type";
    if (file.size > LARGEST_BYTES) return "size";
    let blob;
    try {
      blob = await this.#reduce(file);
    } catch {
      return "unreadable";
    }
    await this.#store.write(blob).catch(() => {});
    this.#show(blob);
    return null;
  }

  /** Delete the picture from this browser. */
  async remove() {
    await this.#store.write(null).catch(() => {});
    this.#show(null);
  }

  /** @param {Blob | null} blob */
  #show(blob) {
    if (this.url !== null) URL.revokeObjectURL(this.url);
    this.url = blob && URL.createObjectURL(blob);
    this.gotChange();
  }
}

/**
 * Return a picture of at most the needed size, without the data that cameras add, such as the place.
 * @param {Blob} file
 */
async function reduced(file) {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const scale = Math.min(1, Math.max(LARGEST.width / width, LARGEST.height / height));
  const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const context = canvas.getContext("2d", { alpha: false });
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
