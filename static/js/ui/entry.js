/** `<meet-entry>`: the form that leads in, with the name where no account gives one. */

import { MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {InputKind, Phase, State} from "../call/model.js" */

const KINDS = /** @type {const} */ (["camera", "microphone"]);

export class Entry extends MeetElement {
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
  watch({ phase, media }) {
    const missing = KINDS.filter((kind) => media[kind].problem !== null);
    return { phase, missing: missing.join(" ") };
  }

  /** @override @param {{phase: Phase, missing: string}} watched */
  render({ phase, missing }) {
    const kinds = /** @type {InputKind[]} */ (missing.split(" ").filter(Boolean));
    const button = this.find("button", HTMLButtonElement);
    const isJoining = phase === "joining";
    button.disabled = isJoining;
    const label = kinds.length > 0 ? text.joinWithout(kinds) : text.join;
    button.textContent = isJoining ? text.joining : label;
  }

  get #name() {
    return this.querySelector("input");
  }

  #onSubmit() {
    const name = this.#name;
    const displayName = (name?.value ?? this.call.config.displayName).trim();
    if (name && !displayName) {
      name.value = "";
      name.reportValidity();
    } else {
      this.call.enter(displayName);
    }
  }
}
