/** Where an element is scrolled to. */

/** Distance from an end, in pixels, that counts as being at that end. */
export const NEAR = 80;

/** @param {Pick<Element, "clientHeight" | "scrollHeight" | "scrollTop">} scrolled */
export function isNearEnd({ clientHeight, scrollHeight, scrollTop }) {
  return scrollHeight - scrollTop - clientHeight < NEAR;
}
