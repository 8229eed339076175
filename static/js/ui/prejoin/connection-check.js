/** `<meet-connection-check>`: a button that checks the connection, and the results in words. */

import { cloneTemplate, MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { connectionText } from "../text/connection-text.js";

/** @import {Finding} from "../text/connection-text.js" */

export class ConnectionCheck extends MeetElement {
  #isRunning = false;
  /** @type {KeyedList<Finding, HTMLElement> | undefined} */
  #findings;

  /** @override */
  start() {
    this.#findings ??= new KeyedList(this.find(".findings"), {
      key: ({ key, verdict }) => `${key} ${verdict}`,
      create: newFinding,
      update: (line, { words }) => {
        const span = line.querySelector("span");
        if (span) span.textContent = words;
      },
    });
    this.listen(this.#button, "click", () => this.#run());
  }

  get #button() {
    return this.find("button", HTMLButtonElement);
  }

  async #run() {
    if (this.#isRunning) return;
    this.#show(true, []);
    const checked = await this.call.connectionCheck.run();
    this.#show(false, connectionText.findings(checked));
  }

  /** @param {boolean} isRunning @param {Finding[]} findings */
  #show(isRunning, findings) {
    this.#isRunning = isRunning;
    this.#button.ariaDisabled = String(isRunning);
    this.find("button span").textContent = isRunning
      ? connectionText.checking
      : connectionText.check;
    this.find(".findings").hidden = findings.length === 0;
    this.#findings?.show(findings);
  }
}

/** @param {Finding} finding */
function newFinding({ verdict }) {
  const line = /** @type {HTMLElement} */ (cloneTemplate("finding").firstElementChild);
  line.dataset.verdict = verdict;
  return line;
}
