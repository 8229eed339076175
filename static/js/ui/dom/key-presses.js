/**
 * Interpret key presses, independent of keyboard layout and browser.
 *
 * While an input method composes text, keys belong to the input method. Safari ends a composition
 * before it dispatches the Enter key that ended it. Therefore `isComposing` alone is not enough:
 * 229 is the key code of every key that an input method handles
 * (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */

const TAKEN = 229;
const LATIN = /^\p{Script=Latin}/u;
const LETTER = /^[\p{L}\p{M}]/u;
const LETTER_KEY = /^Key([A-Z])$/u;

/** @typedef {Pick<KeyboardEvent, "key" | "isComposing" | "keyCode">} Pressed */
/** @typedef {Pressed & Pick<KeyboardEvent, "code">} Letter */

/**
 * Return whether a modifier key is held.
 * @param {Pick<KeyboardEvent, "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "getModifierState">} event
 */
export function hasModifier(event) {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  return altKey || ctrlKey || metaKey || shiftKey || event.getModifierState("AltGraph");
}

/** Return whether the key belongs to the composition of an input method. @param {Pressed} event */
export function isComposing({ isComposing, keyCode }) {
  return isComposing || keyCode === TAKEN;
}

/**
 * Return whether Enter was pressed to send.
 * @param {Pressed & Pick<KeyboardEvent, "shiftKey">} event
 */
export function isSendKey(event) {
  return event.key === "Enter" && !event.shiftKey && !isComposing(event);
}

/** Return whether Escape was pressed to close something. @param {Pressed} event */
export function isCloseKey(event) {
  return event.key === "Escape" && !isComposing(event);
}

/**
 * Return the Latin letter of a key. On any Latin layout this is the letter on the key. A key with a
 * letter of another script returns the Latin letter at its position.
 * @param {Letter} event
 * @returns {string} the letter in lower case, "" for all other keys
 */
export function letterOf({ key, code }) {
  const written = key.normalize("NFKC").toLowerCase();
  if (/^[a-z]$/u.test(written)) return written;
  // "Dead", "Process" and other names of keys begin with a Latin letter, too.
  if (!LETTER.test(written) || LATIN.test(written)) return "";
  return LETTER_KEY.exec(code)?.[1]?.toLowerCase() ?? "";
}
