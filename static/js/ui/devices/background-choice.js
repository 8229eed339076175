/**
 * Show the choice of the background in an element, and tell what the person chooses.
 *
 * The element is a copy of `background_choice.html`. This module knows neither a call nor a pair.
 */

import { backgroundText } from "../text/background-text.js";

/** @import {PictureRefusal} from "../../media/background/own-picture.js" */
/** @import {Background, BackgroundState} from "../../media/media-state.js" */

/**
 * @typedef {object} Chooser
 * @property {(background: Background) => void} choose
 * @property {(file: File) => Promise<PictureRefusal | null>} chooseOwnPicture
 * @property {() => void} removeOwnPicture
 */
/** @typedef {(type: "change" | "click", listener: (event: Event) => void) => void} Listen */

let groups = 0;

/** @param {HTMLElement} root @param {Chooser} chooser @param {Listen} listen to events in the element */
export function listenToBackground(root, chooser, listen) {
  groups += 1;
  for (const choice of choicesIn(root)) choice.name = `background-${groups}`;
  listen("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.type === "file") chooseFile(root, target, chooser);
    else chooser.choose(/** @type {Background} */ (target.value));
  });
  listen("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-choose-file]")) fileInput(root).click();
    if (target.closest("[data-remove-file]")) chooser.removeOwnPicture();
  });
}

/** @param {HTMLElement} root @param {BackgroundState} background @param {boolean} isCameraOn */
export function showBackground(root, background, isCameraOn) {
  const { chosen, isPossible, load, ownPicture, problem } = background;
  for (const choice of choicesIn(root)) {
    choice.checked = choice.value === chosen;
    choice.disabled = !isPossible && choice.value !== "none";
  }
  showOwnPicture(root, ownPicture);
  for (const selector of ["[data-choose-file]", "[data-note]"])
    part(root, selector).toggleAttribute("hidden", !isPossible);
  part(root, "[data-remove-file]").toggleAttribute("hidden", ownPicture === null);
  const isStarting = chosen !== "none" && isCameraOn && !load;
  part(root, "[data-load]").textContent = load ? backgroundText.load(load) : "";
  const words = backgroundText.status({ isPossible, isStarting, problem });
  show(part(root, "[role=status]"), words);
}

/** @param {HTMLElement} root @param {string | null} address */
function showOwnPicture(root, address) {
  part(root, "[data-own]").toggleAttribute("hidden", address === null);
  const picture = part(root, "[data-own] img");
  if (address === null) picture.removeAttribute("src");
  else if (picture.getAttribute("src") !== address) picture.setAttribute("src", address);
}

/** @param {HTMLElement} root @param {HTMLInputElement} input @param {Chooser} chooser */
async function chooseFile(root, input, chooser) {
  const [file] = input.files ?? [];
  if (!file) return;
  // The same file can be chosen again.
  const refusal = await chooser.chooseOwnPicture(file);
  input.value = "";
  show(part(root, "[role=alert]"), refusal ? backgroundText.refused[refusal] : "");
}

/** @param {HTMLElement} root */
function choicesIn(root) {
  const inputs = [...root.querySelectorAll("input[type=radio]")];
  return inputs.filter((input) => input instanceof HTMLInputElement);
}

/** @param {HTMLElement} root */
function fileInput(root) {
  return /** @type {HTMLInputElement} */ (part(root, "input[type=file]"));
}

/** @param {HTMLElement} root @param {string} selector */
function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`No ${selector} in ${root.localName}`);
  return found;
}

/** A screen reader announces each change. @param {HTMLElement} line @param {string} words */
function show(line, words) {
  if (line.textContent !== words) line.textContent = words;
}
