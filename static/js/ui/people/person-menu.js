/** The "…" menu of host actions on a person, in their tile and in their row of the people list. */

import { personOfSeat } from "../../call/state/selectors.js";
import { commandButton } from "../controls/commands.js";
import { cloneTemplate } from "../dom/element.js";
import { Menu } from "../dom/menu.js";
import { text } from "../text/text.js";

/** @import {Call} from "../../call/call.js" */
/** @import {Role} from "../../call/protocol.js" */
/** @import {Person} from "../../call/state/model.js" */

/**
 * @typedef {object} Action
 * @property {(person: Person, role: Role) => boolean} isOffered whether the menu offers the action
 *   to a host of this role
 * @property {(call: Call, person: Person) => void} run
 */

/** @type {Record<string, Action>} the actions, by command of the menu item */
const ACTIONS = {
  mute: {
    isOffered: (person) => !person.isMuted,
    run: (call, { participantId }) => call.moderation.mute(participantId),
  },
  "ask-to-unmute": {
    isOffered: (person) => person.isMuted,
    run: (call, { participantId }) => call.moderation.askToUnmute(participantId),
  },
  "lower-hand": {
    isOffered: (person) => person.handOrder !== null,
    run: (call, { participantId }) => call.moderation.lowerHand(participantId),
  },
  "make-cohost": {
    isOffered: (person, role) => role === "host" && person.role === "participant",
    run: (call, { participantId }) => call.moderation.setCohost(participantId, true),
  },
  "unmake-cohost": {
    isOffered: (person, role) => role === "host" && person.role === "cohost",
    run: (call, { participantId }) => call.moderation.setCohost(participantId, false),
  },
  remove: {
    isOffered: () => true,
    run: (call, { participantId }) =>
      call.page.openDialog({ kind: "remove", participantId, isBlocking: false }),
  },
  block: {
    isOffered: () => true,
    run: (call, { participantId }) =>
      call.page.openDialog({ kind: "remove", participantId, isBlocking: true }),
  },
};

/**
 * Show the menu if it offers any action, else remove it.
 * @param {HTMLElement} parent
 * @param {Person} person
 * @param {Role} role this client's own role
 */
export function showPersonMenu(parent, person, role) {
  const menu = parent.querySelector("meet-menu");
  if (role === "participant" || person.isSelf || person.role === "host") return menu?.remove();
  const shown = menu ?? newActions(parent);
  shown.querySelector("button")?.setAttribute("aria-label", text.actionsFor(person.displayName));
  for (const item of shown.querySelectorAll("[data-command]")) {
    const action = ACTIONS[item.getAttribute("data-command") ?? ""];
    item.toggleAttribute("hidden", !action?.isOffered(person, role));
  }
}

/**
 * Run the action that was chosen in a person's menu.
 * @param {Call} call
 * @param {EventTarget | null} target
 * @param {string | undefined} participantId
 */
export function runPersonCommand(call, target, participantId) {
  const person = personOfSeat(call.store.state, participantId);
  const command = commandButton(target)?.dataset.command ?? "";
  if (person) ACTIONS[command]?.run(call, person);
}

/** @param {HTMLElement} parent */
function newActions(parent) {
  const menu = new Menu();
  menu.append(cloneTemplate("person-menu"));
  parent.append(menu);
  return menu;
}
