/** Create what a page needs to change the background of the camera. */

import { frameProcessors } from "./frame-processor.js";
import { OwnPicture } from "./own-picture.js";
import { backgroundPictures } from "./pictures.js";
import { canProcessFrames } from "./processed-track.js";

/** @import {Addresses} from "./frame-processor.js" */
/** @import {SitePicture} from "./pictures.js" */

/** @typedef {Addresses & {pictures: Record<SitePicture, string>}} BackgroundUrls */

/** @param {BackgroundUrls} urls */
export function newBackgroundParts(urls) {
  const ownPicture = new OwnPicture();
  const pictureOf = backgroundPictures(urls.pictures, ownPicture);
  const loadFrameProcessor = canProcessFrames() ? frameProcessors(urls, pictureOf) : null;
  return { ownPicture, loadFrameProcessor };
}
