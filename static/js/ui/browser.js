/** Which browser this is, only to tell its person where to find a setting. */

import { text } from "./text.js";

export function howToAllow() {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) return text.howToAllow.firefox;
  if (agent.includes("Chrome/")) return text.howToAllow.chromium;
  if (agent.includes("Safari/")) return text.howToAllow.safari;
  return text.howToAllow.other;
}
