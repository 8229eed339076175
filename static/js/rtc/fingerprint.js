/** Identify the peer connection that a session description comes from. */

/** @import {Description} from "./media-session.js" */

/** https://www.rfc-editor.org/rfc/rfc8122#section-5 ; browsers create one per connection. */
const FINGERPRINT = /a=fingerprint:\S+ \S+/gu;

/** @param {Description} sdp */
export function fingerprintOf(sdp) {
  const words = typeof sdp === "string" ? sdp : (sdp.sdp ?? "");
  return [...new Set(words.match(FINGERPRINT))].join();
}
