/** `<meet-waiting-list>`: the people in the waiting room, shown to hosts. */

import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { text } from "../text/text.js";
import { KnockerRow } from "./knocker-row.js";

/** @import {Knocker} from "../../call/protocol.js" */
/** @import {State} from "../../call/state/model.js" */

export class WaitingList extends MeetElement {
  /** @type {KeyedList<Knocker, HTMLLIElement> | undefined} */
  #rows;

  /** @override */
  start() {
    this.#rows ??= new KeyedList(this.find("ul"), {
      key: (knocker) => knocker.participantId,
      create: (knocker) => newRow(knocker.participantId),
    });
  }

  /** @override @param {State} state */
  watch({ knockers }) {
    return { knockers };
  }

  /** @override @param {{knockers: Knocker[]}} watched */
  render({ knockers }) {
    this.hidden = knockers.length === 0;
    this.find("h3").textContent = text.waitingTitle(knockers.length);
    this.#rows?.show(knockers);
  }
}

/** @param {string} participantId */
function newRow(participantId) {
  const item = document.createElement("li");
  const row = new KnockerRow();
  row.dataset.participantId = participantId;
  item.append(row);
  return item;
}
