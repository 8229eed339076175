/** `<meet-device-problems>`: the devices that can't be used, with the reason and a solution. */

import { cloneTemplate, MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { browserFamily, howToAllow } from "../text/permission-help.js";
import { text } from "../text/text.js";

/** @import {InputKind, Problem} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */

/** @typedef {{key: string, words: string}} Line */

const KINDS = /** @type {const} */ (["camera", "microphone"]);
// Lines whose content comes from a template.
/** @type {Line} */
const TRY_AGAIN = { key: "try-again", words: "" };
/** @type {Line} where the permission is in this browser */
const PICTURE = { key: `permission-${browserFamily()}`, words: "" };

export class DeviceProblems extends MeetElement {
  /** @type {KeyedList<Line, HTMLElement>} */
  #lines = new KeyedList(this, {
    key: ({ key }) => key,
    create: ({ key, words }) => newPart(words ? "problem" : key),
    update: showLine,
  });

  /** @override */
  start() {
    this.listen(this, "click", ({ target }) => this.#onClick(target));
  }

  /** @override @param {State} state */
  watch({ media }) {
    return { microphone: media.microphone.problem, camera: media.camera.problem };
  }

  /** @override @param {Record<InputKind, Problem | null>} problems */
  render(problems) {
    const reasons = new Set(KINDS.flatMap((kind) => problems[kind] ?? []));
    const lines = [...reasons].flatMap((reason) => {
      const kinds = KINDS.filter((kind) => problems[kind] === reason);
      const line = { key: reason, words: text.problem[reason](kinds, howToAllow()) };
      return reason === "denied" && browserFamily() !== "other" ? [line, PICTURE] : [line];
    });
    const canTryAgain = lines.length > 0 && !reasons.has("insecure");
    this.hidden = lines.length === 0;
    this.#lines.show(canTryAgain ? [...lines, TRY_AGAIN] : lines);
  }

  /** @param {EventTarget | null} target */
  #onClick(target) {
    if (target instanceof Element && target.closest("button")) this.call.media.tryAgain();
  }
}

/** @param {HTMLElement} part @param {Line} line */
function showLine(part, { words }) {
  const span = part.querySelector("span");
  if (span && words && span.textContent !== words) span.textContent = words;
}

/** @param {string} template */
function newPart(template) {
  return /** @type {HTMLElement} */ (cloneTemplate(template).firstElementChild);
}
