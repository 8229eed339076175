/**
 * `<meet-full-screen>`: a menu item that shows the page in full screen, and ends that. It is hidden
 * in browsers without full screen for pages, such as those on iPhones.
 */

import { MeetElement } from "../dom/element.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

export class FullScreen extends MeetElement {
  /** @override */
  start() {
    this.hidden = !document.fullscreenEnabled;
    this.listen(this, "click", () => this.#toggle());
    this.listen(document, "fullscreenchange", () => this.#show());
    this.#show();
  }

  /** @override @param {State} state */
  watch({ phase }) {
    return { isInside: phase === "meeting" };
  }

  /** @override @param {{isInside: boolean}} watched */
  render({ isInside }) {
    if (!isInside && document.fullscreenElement) document.exitFullscreen();
  }

  async #toggle() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch {
      this.call.page.gotFullScreenRefused();
    }
  }

  #show() {
    const isOn = document.fullscreenElement !== null;
    this.toggleAttribute("data-on", isOn);
    this.find("span").textContent = text.commands.fullScreen(isOn);
  }
}
