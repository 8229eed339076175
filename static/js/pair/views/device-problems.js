/**
 * The devices that can't be used, with the reason and a solution, and why the camera was turned off
 * with its background.
 */

import { cloneTemplate } from "../../ui/dom/element.js";
import { backgroundText } from "../../ui/text/background-text.js";
import { browserFamily, howToAllow } from "../../ui/text/permission-help.js";
import { text } from "../../ui/text/text.js";

/** @import {State} from "../model.js" */
/** @import {PairSession} from "../pair-session.js" */

const IN_CALL = ["connecting", "waiting", "paired", "left"];
const KINDS = /** @type {const} */ (["camera", "microphone"]);

/** @param {HTMLElement} page @param {PairSession} session */
export function showProblems(page, { store }) {
  const elements = [...page.querySelectorAll(".pair-problems")];
  store.subscribe((state) => {
    const sentences = sentencesOf(state);
    for (const element of elements) {
      element.toggleAttribute("hidden", sentences.length === 0);
      const words = element.querySelector("span");
      if (words) words.textContent = sentences.join(" ");
    }
    showPermission(page, state);
  });
}

/** Show where this browser has the permission. @param {HTMLElement} page @param {State} state */
function showPermission(page, { media }) {
  const place = /** @type {HTMLElement} */ (page.querySelector(".pair-permission"));
  const family = browserFamily();
  const isDenied = KINDS.some((kind) => media[kind].problem === "denied");
  place.hidden = !isDenied || family === "other";
  if (!place.hidden && place.childElementCount === 0)
    place.append(cloneTemplate(`permission-${family}`));
}

/** @param {State} state */
function sentencesOf({ media, phase }) {
  const reasons = new Set(KINDS.flatMap((kind) => media[kind].problem ?? []));
  const sentences = [...reasons].map((reason) => {
    const kinds = KINDS.filter((kind) => media[kind].problem === reason);
    return text.problem[reason](kinds, howToAllow());
  });
  const { problem } = media.background;
  // Before the call, the choice of the background tells it.
  return problem && IN_CALL.includes(phase)
    ? [...sentences, backgroundText.cameraOff[problem]]
    : sentences;
}
