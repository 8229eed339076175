/** Sentences about the blurred background. */

import { gettext } from "../../text/gettext.js";
import { locale } from "./lists.js";

/** @import {Load} from "../../media/blur/frame-load.js" */
/** @import {BlurProblem} from "../../media/media-state.js" */

const percent = new Intl.NumberFormat(locale, { style: "percent" });

/** @type {Record<BlurProblem, string>} */
const PROBLEMS = {
  slow: gettext("This computer is too slow to blur the background."),
  failed: gettext("The background can't be blurred. Try again."),
};

export const blurText = {
  /** @param {{isPossible: boolean, isStarting: boolean, problem: BlurProblem | null}} state */
  status: ({ isPossible, isStarting, problem }) => {
    if (!isPossible) return gettext("This browser can't blur the background.");
    if (problem) return PROBLEMS[problem];
    return isStarting ? gettext("Starting to blur the background…") : "";
  },
  /** @param {Load} load */
  load: ({ busyShare, framesPerSecond }) =>
    gettext("Takes up to %(share)s of a processor core, for %(rate)s pictures a second.", {
      share: percent.format(busyShare),
      rate: Math.round(framesPerSecond),
    }),
};
