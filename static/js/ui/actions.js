/** The "…" menu of what a host may do to somebody, in their tile and in their row of the list. */

import { cloneTemplate } from "./element.js";
import { Menu } from "./menu.js";
import { text } from "./text.js";

/** @import {Call} from "../call/call.js" */
/** @import {Person} from "../call/model.js" */

/**
 * Show the menu where it has something to offer, and only there.
 * @param {HTMLElement} parent
 * @param {Person} person
 * @param {boolean} mayHost
 */
export function showActions(parent, person, mayHost) {
  const isOffered = mayHost && !person.isSelf && person.role !== "host";
  const menu = parent.querySelector("meet-menu");
  if (!isOffered) return menu?.remove();
  const shown = menu ?? newActions(parent);
  shown.querySelector("button")?.setAttribute("aria-label", text.actionsFor(person.displayName));
  const mute = shown.querySelector("[data-command=mute]");
  if (mute instanceof HTMLElement) mute.hidden = person.isMuted;
}

/**
 * Do what was chosen in the menu of somebody.
 * @param {Call} call
 * @param {EventTarget | null} target
 * @param {string | undefined} participantId
 */
export function runAction(call, target, participantId) {
  const button = target instanceof Element ? target.closest("[data-command]") : null;
  const person = call.store.state.people.find((one) => one.participantId === participantId);
  if (!(button instanceof HTMLElement) || !person) return;
  if (button.dataset.command === "mute") call.hosting.mute(person.socketId);
  if (button.dataset.command === "remove") call.display.askToRemove(person.participantId);
}

/** @param {HTMLElement} parent */
function newActions(parent) {
  const menu = new Menu();
  menu.append(cloneTemplate("actions"));
  parent.append(menu);
  return menu;
}
