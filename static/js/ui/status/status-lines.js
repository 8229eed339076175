/** Lasting status messages: session ending, no sound, media server lost. */

import { MeetElement } from "../dom/element.js";
import { mediaServerText } from "../text/media-server-text.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */

/** `<meet-session-ending>`: warns that the login session ends soon, and offers to prolong it. */
export class SessionEnding extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.loginSession.prolong());
  }

  /** @override @param {State} state */
  watch({ sessionMinutesLeft }) {
    return { sessionMinutesLeft };
  }

  /** @override @param {{sessionMinutesLeft: number | null}} watched */
  render({ sessionMinutesLeft }) {
    const isEnding = sessionMinutesLeft !== null;
    this.find("span").hidden = !isEnding;
    this.find("[data-words]").textContent = isEnding ? text.sessionEnds(sessionMinutesLeft) : "";
  }
}

/** `<meet-sound-blocked>`: asks for the click that some browsers require before they play sound. */
export class SoundBlocked extends MeetElement {
  /** @override */
  start() {
    this.listen(this, "click", () => this.call.page.allowSound());
  }

  /** @override @param {State} state */
  watch({ isSoundBlocked }) {
    return { isSoundBlocked };
  }

  /** @override @param {{isSoundBlocked: boolean}} watched */
  render({ isSoundBlocked }) {
    this.find("button").hidden = !isSoundBlocked;
  }
}

/**
 * `<meet-media-server>`: shown while the media server is lost or missing. The person can ask for
 * another attempt once all attempts have failed.
 */
export class MediaServer extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.retryMediaServer());
  }

  /** @override @param {State} state */
  watch(state) {
    return { words: mediaServerText(state), canRetry: state.mediaServer === "unreachable" };
  }

  /** @override @param {{words: string, canRetry: boolean}} watched */
  render({ words, canRetry }) {
    this.find("[data-line]").hidden = words === "";
    this.find("[data-words]").textContent = words;
    this.find("button").hidden = !canRetry;
  }
}
