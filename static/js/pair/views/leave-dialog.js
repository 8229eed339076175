/** Ask before Back ends the conversation with a partner. */

import { guardHistory } from "../../ui/dom/history-guard.js";

/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showLeaving(page, session) {
  const dialog = /** @type {HTMLDialogElement} */ (page.querySelector(".pair-leave"));
  const guard = guardHistory({
    isInside: () => ["waiting", "paired", "left"].includes(session.store.state.phase),
    ask: () => {
      if (dialog.open) return;
      dialog.returnValue = "";
      dialog.showModal();
    },
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") session.stop();
  });
  session.store.subscribe(() => guard.update());
}
