/**
 * `<meet-call-ended>`: the reason why the meeting is over on this page, and the next action, with a
 * countdown until it is available.
 */

import { MeetElement } from "../dom/element.js";
import { callEndText } from "../text/call-end-text.js";
import { text } from "../text/text.js";

/** @import {CallEnd, State} from "../../call/state/model.js" */
/** @import {CallEndText} from "../text/call-end-text.js" */

export class CallEnded extends MeetElement {
  /** @type {CallEndText["action"]} */
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
  watch({ callEnd, room, self }) {
    return { callEnd, meetingId: room.meetingId, isHost: self.role === "host" };
  }

  /** @override @param {{callEnd: CallEnd | null, meetingId: string, isHost: boolean}} watched */
  render({ callEnd, meetingId, isHost }) {
    clearInterval(this.#ticking);
    if (!callEnd) return;
    const { title, words, action, label } = callEndText(callEnd);
    this.#action = action;
    this.find("h1").textContent = title;
    this.find(".message__words").textContent = words;
    const startsAgain = isHost && callEnd.kind === "ended";
    this.#button.hidden = action === null || action === "signIn" || startsAgain;
    this.find("[data-sign-in]").hidden = action !== "signIn";
    this.#findOptional("[data-start-again]")?.toggleAttribute("hidden", !startsAgain);
    this.#showMeeting(["left", "ended"].includes(callEnd.kind) ? meetingId : "");
    this.#count(callEnd.canRetryAfterSeconds ?? 0, label);
  }

  get #button() {
    return this.find("button[data-action]", HTMLButtonElement);
  }

  /** Find a part that only the pages of hosts contain. @param {string} selector */
  #findOptional(selector) {
    return this.querySelector(selector);
  }

  /** @param {string} meetingId the meeting to link to, "" for none */
  #showMeeting(meetingId) {
    const link = this.#findOptional("[data-meeting]");
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
    if (this.#action === "rejoin") this.call.rejoin();
    else this.call.showPreview();
  }
}
