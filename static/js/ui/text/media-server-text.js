/** The sentence about a media server that is lost, or that the room needs and does not have. */

import { gettext } from "../../text/gettext.js";

/** @import {State} from "../../call/state/model.js" */

const LOST = gettext("The media server was lost. Pictures and sound come back in a moment.");
const UNREACHABLE = gettext("The media server can't be reached.");
const SOUND_ONLY = gettext("Pictures are unavailable; sound goes on");

/**
 * Return the sentence, or "". While Meet's own server is away, another message says so.
 * @param {Pick<State, "isConnected" | "mediaPath" | "mediaServer">} state
 */
export function mediaServerText({ isConnected, mediaPath, mediaServer }) {
  if (!isConnected) return "";
  if (mediaPath.over === "sound-only") return SOUND_ONLY;
  if (mediaServer === "unreachable") return UNREACHABLE;
  return mediaServer === "lost" ? LOST : "";
}
