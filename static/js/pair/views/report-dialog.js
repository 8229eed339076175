/** Report the current partner, or the one who has just left, after a confirmation. */

/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showReport(page, session) {
  const button = /** @type {HTMLElement} */ (page.querySelector("[data-report]"));
  const dialog = /** @type {HTMLDialogElement} */ (page.querySelector(".pair-report"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector(".notice--error"));
  button.addEventListener("click", () => {
    if (button.ariaDisabled === "true") return;
    failed.hidden = true;
    form.reset();
    dialog.showModal();
  });
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.getAttribute("value") !== "yes") return;
    event.preventDefault();
    const reason = String(new FormData(form).get("reason") ?? "");
    failed.hidden = await session.report(reason);
    if (failed.hidden) dialog.close();
  });
  session.store.subscribe(({ phase, partnerId, isReported }) => {
    const mayReport = ["paired", "left"].includes(phase) && partnerId !== "" && !isReported;
    button.ariaDisabled = String(!mayReport);
    for (const one of page.querySelectorAll("[data-reported]")) {
      one.toggleAttribute("hidden", !isReported);
    }
  });
}
