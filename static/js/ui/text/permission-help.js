/** Detect the browser, only to explain where its permission settings are. */

import { howToAllow as texts } from "./device-text.js";

export function howToAllow() {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return texts.firefox;
  if (agent.includes("Chrome/")) return texts.chromium;
  if (agent.includes("Safari/")) return texts.safari;
  return texts.other;
}
