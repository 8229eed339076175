/**
 * What a key that was pressed means, whatever the keyboard and the browser.
 *
 * While an input method composes, keys belong to it. Safari ends a composition before it tells of
 * the Enter that ended it, so `isComposing` alone is not enough: 229 is the key code of every key
 * that an input method has taken (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */

const TAKEN = 229;
const LATIN = /^\p{Script=Latin}/u;
const LETTER = /^[\p{L}\p{M}]/u;
const LETTER_KEY = /^Key([A-Z])$/u;

/** @typedef {Pick<KeyboardEvent, "key" | "isComposing" | "keyCode">} Pressed */
/** @typedef {Pressed & Pick<KeyboardEvent, "code">} Letter */

/** Whether the key is part of what an input method is composing. @param {Pressed} event */
export function isComposing({ isComposing, keyCode }) {
  return isComposing || keyCode === TAKEN;
}

/** Whether Enter was pressed to send. @param {Pressed & Pick<KeyboardEvent, "shiftKey">} event */
export function isSendKey(event) {
  return event.key === "Enter" && !event.shiftKey && !isComposing(event);
}

/** Whether Escape was pressed to close something. @param {Pressed} event */
export function isCloseKey(event) {
  return event.key === "Escape" && !isComposing(event);
}

/**
 * The Latin letter that a key stands for: the one that is written on it, on any layout of a Latin
 * script. A key with a letter of another script stands for the Latin letter of its place.
 * @param {Letter} event
 * @returns {string} in lower case, empty for all other keys
 */
export function letterOf({ key, code }) {
  const written = key.normalize("NFKC").toLowerCase();
  if (/^[a-z]$/u.test(written)) return written;
  // "Dead", "Process" and other names of keys begin with a Latin letter, too.
  if (!LETTER.test(written) || LATIN.test(written)) return "";
  return LETTER_KEY.exec(code)?.[1]?.toLowerCase() ?? "";
}
