/** `<meet-waiting-status>`: shown while this person waits to be admitted, with messages from hosts. */

import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { text } from "../text/text.js";

/** @import {Knock as OwnKnock, State} from "../../call/state/model.js" */

/** @typedef {{key: string, words: string}} Line */
/**
 * @typedef {object} Watched
 * @property {boolean} isWaiting
 * @property {OwnKnock | null} knock
 */

export class WaitingStatus extends MeetElement {
  /** @type {KeyedList<Line, HTMLElement> | undefined} */
  #lines;

  /** @override */
  start() {
    this.#lines ??= new KeyedList(this.find(".waiting-status__messages"), {
      key: ({ key }) => key,
      create: newLine,
    });
    this.listen(this.find("[data-cancel]"), "click", () => this.call.cancelKnock());
  }

  /** @override @param {State} state */
  watch({ knock, phase }) {
    return { isWaiting: phase === "waiting", knock };
  }

  /**
   * @override
   * @param {Watched} watched
   */
  render({ isWaiting, knock }) {
    this.hidden = !isWaiting;
    if (!knock) return;
    const words = text.waitingFor(knock.hostName, knock.isHostPresent);
    showText(this.find(".waiting-status__words"), words);
    this.#lines?.show(
      knock.messages.map(({ from, content }, index) => ({
        key: String(index),
        words: text.fromHost(from, content),
      })),
    );
  }
}

/** @param {Line} line @returns {HTMLElement} */
function newLine({ words }) {
  const line = document.createElement("p");
  line.className = "notice";
  showText(line, words);
  return line;
}
