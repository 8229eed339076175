/** `<meet-people>`: everybody in the meeting as a list, and the lock of the room. */

import { isHosting, peopleInOrder } from "../call/selectors.js";
import { MeetElement } from "./element.js";
import { KeyedList } from "./keyed-list.js";
import { PersonRow } from "./person-row.js";

/** @import {Person, State} from "../call/model.js" */

export class People extends MeetElement {
  /** @type {KeyedList<Person, HTMLLIElement> | undefined} */
  #rows;

  /** @override */
  start() {
    this.#rows ??= new KeyedList(this.find("ul"), {
      key: (person) => person.participantId,
      create: (person) => newRow(person.participantId),
    });
    const lock = this.find(".people__lock input", HTMLInputElement);
    this.listen(lock, "change", async () => {
      await this.call.hosting.setLocked(lock.checked);
      lock.checked = this.call.store.state.room.isLocked;
    });
  }

  /** @override @param {State} state */
  watch(state) {
    return { people: state.people, isLocked: state.room.isLocked, mayHost: isHosting(state) };
  }

  /** @override @param {{isLocked: boolean, mayHost: boolean}} watched */
  render({ isLocked, mayHost }) {
    this.find(".people__lock").hidden = !mayHost;
    this.find(".people__lock input", HTMLInputElement).checked = isLocked;
    this.#rows?.show(peopleInOrder(this.call.store.state));
  }
}

/** @param {string} participantId */
function newRow(participantId) {
  const item = document.createElement("li");
  const row = new PersonRow();
  row.dataset.participantId = participantId;
  item.append(row);
  return item;
}
