/** Keep the screen on from the search for a partner to Stop. */

import { keepScreenOn } from "../../ui/dom/screen-wake.js";

/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} _page @param {PairSession} session */
export function keepAwake(_page, { store }) {
  const screen = keepScreenOn({
    isWanted: () => ["waiting", "paired", "left"].includes(store.state.phase),
  });
  store.subscribe(() => screen.update());
}
