/** Detect the browser, only to explain where its permission settings are. */

import { text } from "./text.js";

export function howToAllow() {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return text.howToAllow.firefox;
  if (agent.includes("Chrome/")) return text.howToAllow.chromium;
  if (agent.includes("Safari/")) return text.howToAllow.safari;
  return text.howToAllow.other;
}
