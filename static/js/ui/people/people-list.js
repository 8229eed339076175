/**
 * `<meet-people-list>`: the list of everyone in the meeting, with host actions that affect all of them.
 */

import { isHostOrCohost, peopleInOrder } from "../../call/state/selectors.js";
import { runCommand } from "../controls/commands.js";
import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { PersonRow } from "./person-row.js";

/** @import {Person, State} from "../../call/state/model.js" */

export class PeopleList extends MeetElement {
  /** @type {KeyedList<Person, HTMLLIElement> | undefined} */
  #rows;

  /** @override */
  start() {
    this.#rows ??= new KeyedList(this.find(".people__list"), {
      key: (person) => person.participantId,
      create: (person) => newRow(person.participantId),
    });
    this.listen(this, "click", ({ target }) => runCommand(this.call, target));
    const lock = this.find(".people__lock input", HTMLInputElement);
    this.listen(lock, "change", async () => {
      await this.call.moderation.setLocked(lock.checked);
      lock.checked = this.call.store.state.room.isLocked;
    });
  }

  /** @override @param {State} state */
  watch(state) {
    return { people: state.people, isLocked: state.room.isLocked, mayHost: isHostOrCohost(state) };
  }

  /** @override @param {{isLocked: boolean, mayHost: boolean}} watched */
  render({ isLocked, mayHost }) {
    const { state } = this.call.store;
    for (const tool of this.querySelectorAll("[data-for-hosts]"))
      tool.toggleAttribute("hidden", !mayHost);
    const hasHands = state.people.some((one) => one.handOrder !== null && !one.isSelf);
    this.find("[data-command=lower-all-hands]").hidden = !mayHost || !hasHands;
    this.find(".people__lock input", HTMLInputElement).checked = isLocked;
    this.#rows?.show(peopleInOrder(state));
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
