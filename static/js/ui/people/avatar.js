/** Show a person's initials on their colour. */

import { initials } from "../../text/initials.js";

/** @param {HTMLElement} avatar @param {string} displayName @param {number} color */
export function showAvatar(avatar, displayName, color) {
  avatar.textContent = initials(displayName);
  avatar.dataset.color = String(color);
}
