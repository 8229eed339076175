/** `<meet-left>`: why there is no meeting here, and the way on. */

import { MeetElement } from "./element.js";
import { partingFor } from "./partings.js";

/** @import {Farewell, State} from "../call/model.js" */
/** @import {Parting} from "./partings.js" */

export class Left extends MeetElement {
  /** @type {Parting["action"]} */
  #action = null;

  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.#onClick());
  }

  /** @override @param {State} state */
  watch({ farewell }) {
    return { farewell };
  }

  /** @override @param {{farewell: Farewell | null}} watched */
  render({ farewell }) {
    if (!farewell) return;
    const { title, words, action, label } = partingFor(farewell);
    this.#action = action;
    this.find("h1").textContent = title;
    this.find(".message__words").textContent = words;
    const button = this.find("button");
    button.textContent = label;
    button.hidden = action === null || action === "signIn";
    this.find("a").hidden = action !== "signIn";
  }

  #onClick() {
    if (this.#action === "rejoin") this.call.enterAgain();
    else this.call.startOver();
  }
}
