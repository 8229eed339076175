/** The commands of the buttons and keys in a meeting, by name. */

/** @import {Call} from "../../call/call.js" */

/** @type {Record<string, (call: Call) => void>} */
export const COMMANDS = {
  microphone: (call) => call.media.toggle("microphone"),
  camera: (call) => call.media.toggle("camera"),
  screen: (call) => call.media.toggleScreen(),
  hand: (call) => call.place.toggleHand(),
  chat: (call) => call.display.togglePanel("chat"),
  people: (call) => call.display.togglePanel("people"),
  devices: (call) => call.display.openDialog({ kind: "devices" }),
  settings: (call) => call.display.openDialog({ kind: "settings" }),
  name: (call) => call.place.askForName(),
  "mute-all": (call) => call.display.openDialog({ kind: "mute-all" }),
  "lower-all-hands": (call) => call.hosting.lowerAllHands(),
  "admit-all": (call) => call.door.admitAll(),
  lock: (call) => call.hosting.setLocked(!call.store.state.room.isLocked),
  leave: (call) => call.leave(),
  end: (call) => call.hosting.endForAll(),
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
