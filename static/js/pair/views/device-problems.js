/** The devices that can't be used, with the reason and a solution. */

import { howToAllow } from "../../ui/text/permission-help.js";
import { text } from "../../ui/text/text.js";

/** @import {State} from "../model.js" */
/** @import {PairSession} from "../pair-session.js" */

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
  });
}

/** @param {State} state */
function sentencesOf({ media }) {
  const reasons = new Set(KINDS.flatMap((kind) => media[kind].problem ?? []));
  return [...reasons].map((reason) => {
    const kinds = KINDS.filter((kind) => media[kind].problem === reason);
    return text.problem[reason](kinds, howToAllow());
  });
}
