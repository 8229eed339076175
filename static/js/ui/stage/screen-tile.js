/**
 * `<meet-screen-tile data-participant-id>`: the screen that one person shares, with its sound.
 *
 * The element, and its `<video>`, is kept while the screen is shared. On the stage, it can be zoomed
 * until the share ends. A person's own screen is shown without sound, and can be stopped here.
 */

import { isPicturePaused } from "../../call/state/selectors.js";
import { presenterOf, tileIdOf } from "../../call/state/tiles.js";
import { commandButton } from "../controls/commands.js";
import { showText } from "../dom/bidi-text.js";
import { cloneTemplate, MeetElement } from "../dom/element.js";
import { showActions } from "../people/person-menu.js";
import { isConnecting, screenLabel, screenName } from "../text/person-text.js";
import { text } from "../text/text.js";
import { PictureZoom } from "./picture-zoom.js";
import { play } from "./playback.js";

/** @import {LinkState} from "../../rtc/media-session.js" */
/** @import {Person, State} from "../../call/state/model.js" */

/**
 * @typedef {object} Watched
 * @property {Person | undefined} person who shares the screen
 * @property {MediaStream | undefined} stream
 * @property {LinkState | undefined} link
 * @property {boolean} isSoundBlocked
 * @property {boolean} isPinned
 * @property {boolean} isPaused whether the picture is paused to keep the sound
 * @property {string} speakerId
 */

export class ScreenTile extends MeetElement {
  /** @type {PictureZoom | undefined} */
  #zoom;

  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("screen-tile"));
    this.className = "tile tile--screen";
    this.setAttribute("role", "group");
    const setLoaded = () => this.toggleAttribute("data-loaded", this.#video.readyState > 1);
    for (const type of /** @type {const} */ (["loadeddata", "emptied"]))
      this.listen(this.#video, type, setLoaded);
    this.#zoom = new PictureZoom(this);
    this.listen(this, "click", ({ target }) => this.#run(commandButton(target)?.dataset.command));
  }

  /** @override */
  stop() {
    this.#zoom?.stop();
    this.#video.srcObject = null;
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const person = presenterOf(state, this.dataset.participantId);
    const socketId = person?.socketId ?? "";
    return {
      person,
      stream: person?.isSelf ? this.call.screen.preview : state.streams[socketId]?.screen,
      link: state.links[socketId],
      isSoundBlocked: state.isSoundBlocked,
      isPinned: state.pinned.includes(this.#tileId),
      isPaused: isPicturePaused(state, person, "screen"),
      speakerId: state.media.speaker.deviceId,
    };
  }

  /** @override @param {Watched} watched */
  render({ person, stream, link, isSoundBlocked, isPinned, isPaused, speakerId }) {
    if (!person) return;
    if (!person.isSelf) this.querySelector(".tile__sharing")?.remove();
    this.toggleAttribute("data-pinned", isPinned);
    this.toggleAttribute("data-picture", stream !== undefined && !isPaused);
    this.toggleAttribute("data-paused", isPaused);
    this.toggleAttribute("data-connecting", isConnecting(person, link));
    this.ariaLabel = screenLabel(person, link, { isPinned, isPaused });
    showText(this.find(".tile__paused"), isPaused ? text.paused(person.displayName) : "");
    showText(this.find(".tile__name"), screenName(person));
    showActions(this, text.screenOf(person.displayName), [isPinned ? "unpin" : "pin"]);
    const gotBlocked = () => this.call.page.gotSoundBlocked();
    const isSilent = person.isSelf || isSoundBlocked;
    play(this.#video, stream, { isSilent, speakerId, gotBlocked });
  }

  /** @param {string | undefined} command */
  #run(command) {
    this.#zoom?.run(command);
    if (command === "screen") this.#stopSharing();
    if (command === "pin" || command === "unpin") this.call.page.togglePin(this.#tileId);
  }

  /** Stop, and move the focus to the button that shares again: this tile is removed. */
  #stopSharing() {
    const hadFocus = this.contains(document.activeElement);
    this.call.screen.toggle();
    const [button] = document.querySelectorAll("meet-control-bar [data-command=screen]");
    if (hadFocus && button instanceof HTMLElement) button.focus();
  }

  get #tileId() {
    return tileIdOf(this.dataset.participantId ?? "", "screen");
  }

  get #video() {
    return this.find("video", HTMLVideoElement);
  }
}
