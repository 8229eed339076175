/**
 * `<meet-left>`: the reason why the meeting is over on this page, and the next action, with a
 * countdown until it is available.
 */

import { MeetElement } from "../dom/element.js";
import { partingFor } from "../text/call-end-text.js";
import { text } from "../text/text.js";

/** @import {Farewell, State} from "../../call/state/model.js" */
/** @import {Parting} from "../text/call-end-text.js" */

export class Left extends MeetElement {
  /** @type {Parting["action"]} */
  #action = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /** @override */
  start() {
    this.listen(this.#button, "click", () => this.#onClick());
  }

  /** @override */
  stop() {
    clearInterval(this.#ticking);
  }

  /** @override @param {State} state */
  watch({ farewell, room, self }) {
    return { farewell, meetingId: room.meetingId, isHost: self.role === "host" };
  }

  /** @override @param {{farewell: Farewell | null, meetingId: string, isHost: boolean}} watched */
  render({ farewell, meetingId, isHost }) {
    clearInterval(this.#ticking);
    if (!farewell) return;
    const { title, words, action, label } = partingFor(farewell);
    this.#action = action;
    this.find("h1").textContent = title;
    this.find(".message__words").textContent = words;
    const startsAgain = isHost && farewell.kind === "ended";
    this.#button.hidden = action === null || action === "signIn" || startsAgain;
    this.find("[data-sign-in]").hidden = action !== "signIn";
    this.#part("[data-start-again]")?.toggleAttribute("hidden", !startsAgain);
    this.#showMeeting(["left", "ended"].includes(farewell.kind) ? meetingId : "");
    this.#count(farewell.canRetryAfterSeconds ?? 0, label);
  }

  get #button() {
    return this.find("button[data-action]", HTMLButtonElement);
  }

  /** Find a part that only the pages of hosts contain. @param {string} selector */
  #part(selector) {
    return this.querySelector(selector);
  }

  /** @param {string} meetingId the meeting to link to, "" for none */
  #showMeeting(meetingId) {
    const link = this.#part("[data-meeting]");
    if (!(link instanceof HTMLAnchorElement)) return;
    link.hidden = meetingId === "";
    link.href = `${this.call.config.urls.meetings}${meetingId}/`;
  }

  /** Count down until the button is enabled. @param {number} seconds @param {string} label */
  #count(seconds, label) {
    const end = performance.now() + seconds * 1000;
    const show = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      this.#button.disabled = left > 0;
      this.#button.textContent = left > 0 ? text.askAgainIn(left) : label;
      if (left <= 0) clearInterval(this.#ticking);
    };
    this.#ticking = setInterval(show, 1000);
    show();
  }

  #onClick() {
    if (this.#action === "rejoin") this.call.enterAgain();
    else this.call.startOver();
  }
}
