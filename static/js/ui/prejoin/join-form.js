/** `<meet-join-form>`: the form for joining. It asks for a name if the person has no account. */

import { isVisible } from "../../text/visible.js";
import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {InputKind} from "../../media/media-state.js" */
/** @import {Phase, State} from "../../call/state/model.js" */

const KINDS = /** @type {const} */ (["camera", "microphone"]);

export class JoinForm extends MeetElement {
  /** @override */
  start() {
    const form = this.find("form", HTMLFormElement);
    const name = this.#name;
    if (name) {
      name.value = this.call.suggestedName;
      this.listen(name, "input", () => name.setCustomValidity(""));
    }
    this.listen(form, "submit", (event) => {
      event.preventDefault();
      this.#onSubmit();
    });
  }

  /** @override @param {State} state */
  watch({ phase, media, mustKnock }) {
    const missing = KINDS.filter((kind) => media[kind].problem !== null);
    return { phase, missing: missing.join(" "), mustKnock };
  }

  /** @override @param {{phase: Phase, missing: string, mustKnock: boolean}} watched */
  render({ phase, missing, mustKnock }) {
    const kinds = /** @type {InputKind[]} */ (missing.split(" ").filter(Boolean));
    const button = this.find("button", HTMLButtonElement);
    const isJoining = phase === "joining";
    this.hidden = phase === "waiting";
    button.disabled = isJoining;
    button.textContent = isJoining ? text.joining : text.join(mustKnock, kinds);
  }

  get #name() {
    return this.querySelector("input");
  }

  #onSubmit() {
    const name = this.#name;
    const displayName = (name?.value ?? this.call.config.displayName).trim();
    if (name && !isVisible(displayName)) {
      name.value = "";
      name.reportValidity();
    } else {
      this.call.join(displayName);
    }
  }
}
