/**
 * The "…" menu of a tile and of a row of the people list: pinning, statistics, the spotlight, and the
 * actions of hosts on a person.
 */

import { personOfSeat } from "../../call/state/selectors.js";
import { floatingTileId, isTop, otherHeight, otherSide } from "../../call/state/self-view.js";
import { commandButton } from "../controls/commands.js";
import { cloneTemplate } from "../dom/element.js";
import { Menu } from "../dom/menu.js";
import { text } from "../text/text.js";

/** @import {Call} from "../../call/call.js" */
/** @import {Role} from "../../call/protocol.js" */
/** @import {Corner, Person, State} from "../../call/state/model.js" */

/**
 * @typedef {object} Action
 * @property {(person: Person, viewer: Viewer) => boolean} isOffered
 * @property {(call: Call, person: Person) => void} run
 */

/**
 * @typedef {object} Viewer this client
 * @property {Role} role
 * @property {boolean} isPinned whether this client has pinned the person
 * @property {boolean} isSpotlit whether the person is in the spotlight
 * @property {boolean} mayHideSelf whether this client shows its own tile beside others
 * @property {Corner | null} floatsAt the corner of the own tile if it floats
 */

/** @type {Record<string, Action>} the actions of everyone, by command of the menu item */
const PIN_ACTIONS = {
  pin: {
    isOffered: (_person, { isPinned }) => !isPinned,
    run: (call, { participantId }) => call.page.togglePin(participantId),
  },
  unpin: {
    isOffered: (_person, { isPinned }) => isPinned,
    run: (call, { participantId }) => call.page.togglePin(participantId),
  },
  statistics: {
    isOffered: () => true,
    run: (call, { isSelf, participantId }) =>
      call.page.openDialog({ kind: "statistics", participantId: isSelf ? null : participantId }),
  },
};

/** @type {Record<string, Action>} the actions of a person on their own tile */
const SELF_ACTIONS = {
  "hide-self": {
    isOffered: (_person, { mayHideSelf }) => mayHideSelf,
    run: (call) => call.page.toggleSelfView(),
  },
  "float-self": {
    isOffered: (_person, { floatsAt, mayHideSelf }) => mayHideSelf && floatsAt === null,
    run: (call) => call.page.toggleFloating(),
  },
  "unfloat-self": {
    isOffered: (_person, { floatsAt }) => floatsAt !== null,
    run: (call) => call.page.toggleFloating(),
  },
  "self-up": {
    isOffered: (_person, { floatsAt }) => floatsAt !== null && !isTop(floatsAt),
    run: (call) => call.page.moveSelfView(otherHeight(call.store.state.selfView.corner)),
  },
  "self-down": {
    isOffered: (_person, { floatsAt }) => floatsAt !== null && isTop(floatsAt),
    run: (call) => call.page.moveSelfView(otherHeight(call.store.state.selfView.corner)),
  },
  "self-across": {
    isOffered: (_person, { floatsAt }) => floatsAt !== null,
    run: (call) => call.page.moveSelfView(otherSide(call.store.state.selfView.corner)),
  },
};

/** @type {Record<string, Action>} the actions of hosts and co-hosts on everyone, also on themselves */
const SPOTLIGHT_ACTIONS = {
  spotlight: {
    isOffered: (_person, { isSpotlit }) => !isSpotlit,
    run: (call, { participantId }) => call.moderation.setSpotlight(participantId),
  },
  "end-spotlight": {
    isOffered: (_person, { isSpotlit }) => isSpotlit,
    run: (call) => call.moderation.setSpotlight(null),
  },
};

/** @type {Record<string, Action>} the actions of hosts and co-hosts on others */
const HOST_ACTIONS = {
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
    isOffered: (person, { role }) => role === "host" && person.role === "participant",
    run: (call, { participantId }) => call.moderation.setCohost(participantId, true),
  },
  "unmake-cohost": {
    isOffered: (person, { role }) => role === "host" && person.role === "cohost",
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

/** @type {Record<string, Action>} */
const ALL_ACTIONS = { ...PIN_ACTIONS, ...SELF_ACTIONS, ...SPOTLIGHT_ACTIONS, ...HOST_ACTIONS };

/**
 * Return what the menu of a person needs to know of this client.
 * @param {State} state
 * @param {string} participantId
 * @returns {Viewer}
 */
export function viewerOf(state, participantId) {
  return {
    role: state.self.role,
    isPinned: state.pinned.includes(participantId),
    isSpotlit: state.spotlight === participantId,
    mayHideSelf: !state.isSelfHidden && state.people.length > 1,
    floatsAt: floatingTileId(state) === undefined ? null : state.selfView.corner,
  };
}

/**
 * Show the menu with the actions that it offers.
 * @param {HTMLElement} parent
 * @param {Person} person
 * @param {Viewer} viewer
 */
export function showPersonMenu(parent, person, viewer) {
  const actions = Object.entries(actionsOn(person, viewer));
  const offered = actions.filter(([, { isOffered }]) => isOffered(person, viewer));
  showActions(
    parent,
    person.displayName,
    offered.map(([command]) => command),
  );
}

/**
 * Show the menu with these commands.
 * @param {HTMLElement} parent
 * @param {string} name of the person or screen
 * @param {string[]} commands
 */
export function showActions(parent, name, commands) {
  const menu = parent.querySelector("meet-menu") ?? newActions(parent);
  for (const part of menu.querySelectorAll("meet-menu > button, [role=menu]"))
    part.setAttribute("aria-label", text.actionsFor(name));
  for (const item of menu.querySelectorAll("[data-command]")) {
    const command = item.getAttribute("data-command") ?? "";
    item.toggleAttribute("hidden", !commands.includes(command));
  }
}

/** @param {Person} person @param {Viewer} viewer */
function actionsOn({ isSelf, role }, viewer) {
  const isHost = viewer.role !== "participant";
  return {
    ...PIN_ACTIONS,
    ...(isSelf ? SELF_ACTIONS : {}),
    ...(isHost ? SPOTLIGHT_ACTIONS : {}),
    ...(isHost && !isSelf && role !== "host" ? HOST_ACTIONS : {}),
  };
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
  if (person) ALL_ACTIONS[command]?.run(call, person);
}

/** @param {HTMLElement} parent */
function newActions(parent) {
  const menu = new Menu();
  menu.append(cloneTemplate("person-menu"));
  parent.append(menu);
  return menu;
}
