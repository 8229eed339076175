/** Sentences about the background of the camera. */

import { gettext } from "../../text/gettext.js";
import { locale } from "./lists.js";

/** @import {Load} from "../../media/background/frame-load.js" */
/** @import {PictureRefusal} from "../../media/background/own-picture.js" */
/** @import {BackgroundProblem} from "../../media/media-state.js" */

const percent = new Intl.NumberFormat(locale, { style: "percent" });

/** @type {Record<BackgroundProblem, string>} */
const PROBLEMS = {
  slow: gettext("This computer is too slow to change the background."),
  failed: gettext("The background can't be changed. Try again."),
};

export const backgroundText = {
  /** @param {{isPossible: boolean, isStarting: boolean, problem: BackgroundProblem | null}} state */
  status: ({ isPossible, isStarting, problem }) => {
    if (!isPossible) return gettext("This browser can't change the background.");
    if (problem) return PROBLEMS[problem];
    return isStarting ? gettext("Starting to change the background…") : "";
  },
  /** @param {Load} load */
  load: ({ busyShare, framesPerSecond }) =>
    gettext("Takes up to %(share)s of a processor core, for %(rate)s pictures a second.", {
      share: percent.format(busyShare),
      rate: Math.round(framesPerSecond),
    }),
  /** The reason why the camera is off where others would see the background. */
  cameraOff: {
    slow: gettext(
      "Your camera was turned off, because this computer is too slow to change your background.",
    ),
    failed: gettext("Your camera was turned off, because your background can't be changed."),
  },
  /** The reason why a file can't be the background. @type {Record<PictureRefusal, string>} */
  refused: {
    type: gettext("Choose a picture in the format JPEG, PNG or WebP."),
    size: gettext("This picture is larger than 10 MB. Choose a smaller one."),
    unreadable: gettext("This file can't be read as a picture. Choose another one."),
  },
};
