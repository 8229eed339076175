/** The choice of the background, on the start screen. */

import { listenToBackground, showBackground } from "../../ui/devices/background-choice.js";

/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showBackgroundChoice(page, session) {
  const choice = /** @type {HTMLElement} */ (page.querySelector("meet-background"));
  listenToBackground(choice, session.background, (type, listener) =>
    choice.addEventListener(type, listener),
  );
  session.store.subscribe(({ media }) =>
    showBackground(choice, media.background, media.camera.isOn),
  );
  session.background.restore();
}
