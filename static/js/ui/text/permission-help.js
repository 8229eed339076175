/** Detect the browser, only to explain and show where its permission settings are. */

import { howToAllow as texts } from "./device-text.js";

/** @typedef {keyof typeof texts} BrowserFamily */

export function howToAllow() {
  return texts[browserFamily()];
}

/** @returns {BrowserFamily} */
export function browserFamily() {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return "firefox";
  if (agent.includes("Chrome/")) return "chromium";
  return agent.includes("Safari/") ? "safari" : "other";
}
