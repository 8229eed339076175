/**
 * `<meet-tile data-participant-id>`: one person in the meeting, seen and heard.
 *
 * The tile belongs to the seat, so its `<video>` lives through reconnects and changes of layout. The
 * video plays the person's sound too, and is silenced while the server says that they are muted.
 */

import { runAction, showActions } from "./actions.js";
import { showAvatar } from "./avatar.js";
import { cloneTemplate, MeetElement } from "./element.js";
import { text } from "./text.js";

/** @import {Person, State} from "../call/model.js" */

/**
 * @typedef {object} Watched
 * @property {Person | undefined} person
 * @property {MediaStream | undefined} stream
 * @property {RTCPeerConnectionState | undefined} link
 * @property {boolean} isSoundBlocked
 * @property {boolean} mayHost
 */

export class Tile extends MeetElement {
  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("tile"));
    this.className = "tile";
    this.setAttribute("role", "group");
    this.listen(this, "click", ({ target }) =>
      runAction(this.call, target, this.dataset.participantId),
    );
  }

  /** @override */
  stop() {
    this.#video.srcObject = null;
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const person = state.people.find((one) => one.participantId === this.dataset.participantId);
    const socketId = person?.socketId ?? "";
    return {
      person,
      stream: person?.isSelf ? this.#ownStream(person) : state.streams[socketId],
      link: state.links[socketId],
      isSoundBlocked: state.isSoundBlocked,
      mayHost: state.self.role !== "participant",
    };
  }

  /** @override @param {Watched} watched */
  render({ person, stream, link, isSoundBlocked, mayHost }) {
    if (!person) return;
    const isConnecting = !person.isSelf && link !== "connected";
    this.dataset.socketId = person.socketId;
    this.style.setProperty("--person-color", `var(--avatar-${person.avatarColor})`);
    this.toggleAttribute("data-self", person.isSelf);
    this.toggleAttribute("data-muted", person.isMuted);
    this.toggleAttribute("data-hand", person.handOrder !== null);
    this.toggleAttribute("data-host", person.role !== "participant");
    this.toggleAttribute("data-picture", hasPicture(person));
    this.toggleAttribute("data-connecting", isConnecting);
    this.ariaLabel = text.tileLabel(nameOf(person), marksOf(person, isConnecting));
    const showsScreen = person.screenOrder !== null && !person.isSelf;
    this.find(".tile__name").textContent = showsScreen
      ? text.screenOf(person.displayName)
      : nameOf(person);
    showAvatar(this.find(".avatar"), person.displayName, person.avatarColor);
    showActions(this, person, mayHost);
    this.#play(stream, person.isSelf || person.isMuted, isSoundBlocked);
  }

  /** @param {Person} person */
  #ownStream(person) {
    return person.isVideoOff ? undefined : this.call.media.preview;
  }

  get #video() {
    return this.find("video", HTMLVideoElement);
  }

  /**
   * @param {MediaStream | undefined} stream
   * @param {boolean} isSilent
   * @param {boolean} isSoundBlocked
   */
  #play(stream, isSilent, isSoundBlocked) {
    const video = this.#video;
    video.muted = isSilent || isSoundBlocked;
    if (video.srcObject !== (stream ?? null)) video.srcObject = stream ?? null;
    if (!stream || !video.paused) return;
    video.play().catch((error) => {
      if (error.name === "NotAllowedError" && !video.muted) this.call.display.gotSoundBlocked();
    });
  }
}

/** One's own screen is not shown to oneself. @param {Person} person */
function hasPicture(person) {
  return !person.isVideoOff || (person.screenOrder !== null && !person.isSelf);
}

/** @param {Person} person */
function nameOf({ displayName, isSelf }) {
  return isSelf ? text.selfName(displayName) : displayName;
}

/** @param {Person} person @param {boolean} isConnecting */
function marksOf({ role, isMuted, handOrder, screenOrder }, isConnecting) {
  const { marks } = text;
  return [
    role === "host" && marks.host,
    role === "cohost" && marks.cohost,
    isMuted && marks.muted,
    handOrder !== null && marks.hand,
    screenOrder !== null && marks.screen,
    isConnecting && marks.connecting,
  ].filter((mark) => mark !== false);
}
