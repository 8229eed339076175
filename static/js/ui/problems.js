/** `<meet-problems>`: which device can't be had, why, and what to do about it. */

import { howToAllow } from "./browser.js";
import { cloneTemplate, MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {InputKind, Problem, State} from "../call/model.js" */

const KINDS = /** @type {const} */ (["camera", "microphone"]);

export class Problems extends MeetElement {
  /** @override @param {State} state */
  watch({ media }) {
    return { microphone: media.microphone.problem, camera: media.camera.problem };
  }

  /** @override @param {Record<InputKind, Problem | null>} problems */
  render(problems) {
    const reasons = new Set(KINDS.flatMap((kind) => problems[kind] ?? []));
    const notices = [...reasons].map((reason) => {
      const kinds = KINDS.filter((kind) => problems[kind] === reason);
      return this.#notice(text.problem[reason](kinds, howToAllow()));
    });
    this.hidden = notices.length === 0;
    this.replaceChildren(...notices);
    if (notices.length > 0 && !reasons.has("insecure")) this.append(this.#tryAgain());
  }

  /** @param {string} words */
  #notice(words) {
    const notice = cloneTemplate("problem");
    const place = notice.querySelector("span");
    if (place) place.textContent = words;
    return notice;
  }

  #tryAgain() {
    const button = cloneTemplate("try-again");
    const inner = button.querySelector("button");
    if (inner) this.listen(inner, "click", () => this.call.media.tryAgain());
    return button;
  }
}
