/** What the buttons and keys of a meeting ask for, by name. */

/** @import {Call} from "../call/call.js" */

/** @type {Record<string, (call: Call) => void>} */
export const COMMANDS = {
  microphone: (call) => call.media.toggle("microphone"),
  camera: (call) => call.media.toggle("camera"),
  screen: (call) => call.media.toggleScreen(),
  hand: (call) => call.toggleHand(),
  chat: (call) => call.display.togglePanel("chat"),
  people: (call) => call.display.togglePanel("people"),
  devices: (call) => call.display.chooseDevices(),
  lock: (call) => call.hosting.setLocked(!call.store.state.room.isLocked),
  leave: (call) => call.leave(),
};

/**
 * Do what the button asks for that was clicked, if it asks for anything.
 * @param {Call} call
 * @param {EventTarget | null} target
 */
export function runCommand(call, target) {
  const button = target instanceof Element ? target.closest("[data-command]") : null;
  if (button instanceof HTMLElement) COMMANDS[button.dataset.command ?? ""]?.(call);
}
