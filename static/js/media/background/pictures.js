/** Load the pictures that replace a background: those of this site, and the person's own. */

/** @import {OwnPicture} from "./own-picture.js" */
/** @import {Replacement} from "./camera-background.js" */

/** @typedef {Exclude<Replacement, "blur" | "own">} SitePicture */

/**
 * @param {Record<SitePicture, string>} addresses
 * @param {OwnPicture} ownPicture
 * @returns {(background: SitePicture | "own") => Promise<HTMLImageElement>} rejects if there is none
 */
export function backgroundPictures(addresses, ownPicture) {
  return async (background) => {
    if (background !== "own") return load(addresses[background]);
    await ownPicture.load();
    if (ownPicture.url === null) throw new Error("This browser has no picture of the person");
    return load(ownPicture.url);
  };
}

/** @param {string} address */
async function load(address) {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}
