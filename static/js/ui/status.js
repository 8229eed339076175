/** What lasts and matters while it does: no connection, no sound, one's own screen seen by all. */

import { MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {State} from "../call/model.js" */

/** `<meet-reconnecting>`: the socket is away; others still see and hear each other. */
export class Reconnecting extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.reconnect());
  }

  /** @override @param {State} state */
  watch({ isConnected, isLongAway }) {
    return { isConnected, isLongAway };
  }

  /** @override @param {{isConnected: boolean, isLongAway: boolean}} watched */
  render({ isConnected, isLongAway }) {
    this.find("span").hidden = isConnected;
    this.find("button").hidden = isConnected || !isLongAway;
  }
}

/** `<meet-session>`: the page will be signed out soon, and the way to stay. */
export class Session extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.session.stay());
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

/** `<meet-sound>`: the click that some browsers want before they play sound. */
export class Sound extends MeetElement {
  /** @override */
  start() {
    this.listen(this, "click", () => this.call.display.allowSound());
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

/** `<meet-sharing>`: one's own screen is shared. */
export class Sharing extends MeetElement {
  /** @override */
  start() {
    this.listen(this.find("button"), "click", () => this.call.media.toggleScreen());
  }

  /** @override @param {State} state */
  watch({ media }) {
    return { isSharing: media.isSharingScreen };
  }

  /** @override @param {{isSharing: boolean}} watched */
  render({ isSharing }) {
    this.find("p").hidden = !isSharing;
  }
}
