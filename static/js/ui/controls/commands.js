/** The commands of the buttons and keys in a meeting, by name. */

/** @import {Call} from "../../call/call.js" */

/** @type {Record<string, (call: Call) => void>} */
export const COMMANDS = {
  microphone: (call) => call.media.toggle("microphone"),
  camera: (call) => call.media.toggle("camera"),
  screen: (call) => call.screen.toggle(),
  hand: (call) => call.participant.toggleHand(),
  chat: (call) => call.page.togglePanel("chat"),
  people: (call) => call.page.togglePanel("people"),
  blur: (call) => call.background.toggle(),
  devices: (call) => call.page.openDialog({ kind: "devices" }),
  shortcuts: (call) => call.page.openDialog({ kind: "shortcuts" }),
  statistics: (call) => call.page.openDialog({ kind: "statistics", participantId: null }),
  settings: (call) => call.page.openDialog({ kind: "settings" }),
  rename: (call) => call.participant.openRenameDialog(),
  layout: (call) => call.page.toggleLayout(),
  "self-view": (call) => call.page.toggleSelfView(),
  "float-self": (call) => call.page.toggleFloating(),
  "mute-all": (call) => call.page.openDialog({ kind: "mute-all" }),
  "lower-all-hands": (call) => call.moderation.lowerAllHands(),
  "admit-all": (call) => call.waitingRoom.admitAll(),
  lock: (call) => call.moderation.setLocked(!call.store.state.room.isLocked),
  leave: (call) => call.leave(),
  end: (call) => call.moderation.endForAll(),
};

/**
 * Run the command of the clicked button, if it has one.
 * @param {Call} call
 * @param {EventTarget | null} target
 */
export function runCommand(call, target) {
  const button = commandButton(target);
  if (button) COMMANDS[button.dataset.command ?? ""]?.(call);
}

/**
 * Return the command button that contains the click's target, or null.
 * @param {EventTarget | null} target
 */
export function commandButton(target) {
  const button = target instanceof Element ? target.closest("[data-command]") : null;
  return button instanceof HTMLElement ? button : null;
}
