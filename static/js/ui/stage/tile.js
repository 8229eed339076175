/**
 * `<meet-tile data-participant-id>`: the camera and microphone of one person in the meeting.
 *
 * A tile belongs to a seat. Therefore its `<video>` is kept through reconnects and layout changes.
 * The video element also plays the person's sound. If it shows the screen of a client with one
 * picture, it can be zoomed like the tile of a screen.
 */

import {
  isEveryPicturePaused,
  isPicturePaused,
  isSpeaking,
  personOfSeat,
} from "../../call/state/selectors.js";
import { showsScreen } from "../../call/state/tiles.js";
import { commandButton } from "../controls/commands.js";
import { showText } from "../dom/bidi-text.js";
import { cloneTemplate, MeetElement } from "../dom/element.js";
import { showAvatar } from "../people/avatar.js";
import { runPersonCommand, showPersonMenu, viewerOf } from "../people/person-menu.js";
import {
  isConnecting,
  isUnreachable,
  hasPicture,
  nameOf,
  pausedText,
  tileLabel,
  weaknessText,
} from "../text/person-text.js";
import { text } from "../text/text.js";
import { PictureZoom } from "./picture-zoom.js";
import { play } from "./playback.js";

/** @import {Weakness} from "../../rtc/connection-quality.js" */
/** @import {LinkState} from "../../rtc/media-session.js" */
/** @import {Person, State} from "../../call/state/model.js" */
/** @import {Viewer} from "../people/person-menu.js" */

/**
 * @typedef {object} Shown
 * @property {Person | undefined} person
 * @property {MediaStream | undefined} stream
 * @property {LinkState | undefined} link
 * @property {string} reactions the reactions displayed now
 * @property {boolean} isSoundBlocked
 * @property {boolean} isHeard whether the person speaks now
 * @property {boolean} isPaused whether the picture is paused to keep the sound
 * @property {boolean} isEveryPaused whether those of all people are
 * @property {boolean} isSoundOnly whether nobody sends pictures
 * @property {boolean} isMirrored
 * @property {Weakness | undefined} weakness of the connection
 * @property {string} speakerId
 * @typedef {Shown & Viewer} Watched
 */

/** Maximum number of reactions of one person displayed at once. */
const REACTIONS = 3;

export class Tile extends MeetElement {
  /** @type {PictureZoom | undefined} created when the tile first shows a screen */
  #zoom;

  /** @override */
  start() {
    if (this.childElementCount === 0) this.append(cloneTemplate("tile"));
    this.className = "tile";
    this.setAttribute("role", "group");
    this.listen(this, "click", ({ target }) => this.#run(target));
  }

  /** @override */
  stop() {
    this.#zoom?.stop();
    this.#zoom = undefined;
    this.#video.srcObject = null;
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const { participantId } = this.dataset;
    const person = personOfSeat(state, participantId);
    const socketId = person?.socketId ?? "";
    const reactions = state.reactions.filter((one) => one.participantId === participantId);
    return {
      person,
      stream: person?.isSelf ? this.#ownStream(person) : state.streams[socketId]?.main,
      link: state.links[socketId],
      reactions: reactions
        .slice(-REACTIONS)
        .map(({ emoji }) => emoji)
        .join(" "),
      isSoundBlocked: state.isSoundBlocked,
      isHeard: isSpeaking(state, person),
      ...viewerOf(state, participantId ?? ""),
      isPaused: isPicturePaused(state, person),
      isEveryPaused: isEveryPicturePaused(state),
      isSoundOnly: state.mediaPath.over === "sound-only",
      isMirrored: person?.isSelf === true && state.media.isSelfMirrored,
      weakness: state.weakConnections[participantId ?? ""],
      speakerId: state.media.speaker.deviceId,
    };
  }

  /** @override @param {Watched} watched */
  render({ person, stream, link, reactions, isSoundBlocked, isHeard, ...watched }) {
    if (!person) return;
    const { isPaused, isPinned, isSoundOnly, isSpotlit, weakness, speakerId } = watched;
    const isReceived = person.isSelf || !isSoundOnly;
    this.dataset.socketId = person.socketId;
    this.style.setProperty("--person-color", `var(--avatar-${person.avatarColor})`);
    this.toggleAttribute("data-self", person.isSelf);
    this.toggleAttribute("data-mirrored", watched.isMirrored);
    this.toggleAttribute("data-muted", person.isMuted);
    this.toggleAttribute("data-speaking", isHeard);
    this.toggleAttribute("data-pinned", isPinned);
    this.toggleAttribute("data-spotlight", isSpotlit);
    this.toggleAttribute("data-hand", person.handOrder !== null);
    this.toggleAttribute("data-host", person.role !== "participant");
    this.toggleAttribute("data-picture", hasPicture(person) && !isPaused && isReceived);
    this.toggleAttribute("data-paused", isPaused);
    this.toggleAttribute("data-connecting", isConnecting(person, link));
    this.toggleAttribute("data-unreachable", isUnreachable(person, link));
    this.toggleAttribute("data-reconnecting", person.isReconnecting);
    this.toggleAttribute("data-linked", link === "connected");
    this.toggleAttribute("data-weak", weakness !== undefined);
    this.ariaLabel = tileLabel(person, link, { isSpeaking: isHeard, ...watched });
    this.title = weaknessText(person, weakness);
    showText(this.find(".tile__paused"), pausedText(person, watched));
    showText(this.find(".tile__unreachable span"), text.cantReach(person.displayName));
    const name = showsScreen(person) ? text.screenOf(person.displayName) : nameOf(person);
    showText(this.find(".tile__name"), name);
    this.find(".tile__host").textContent = text.roles[person.role];
    this.find(".tile__reactions").textContent = reactions;
    if (showsScreen(person)) this.#zoom ??= new PictureZoom(this);
    this.#zoom?.allow(showsScreen(person));
    showAvatar(this.find(".avatar"), person.displayName, person.avatarColor);
    showPersonMenu(this, person, watched);
    showText(this.find(".actions__note"), weaknessText(person, weakness));
    const gotBlocked = () => this.call.page.gotSoundBlocked();
    const isSilent = person.isSelf || isSoundBlocked;
    play(this.#video, stream, { isSilent, speakerId, gotBlocked });
  }

  /** @param {EventTarget | null} target */
  #run(target) {
    const { participantId } = this.dataset;
    const command = commandButton(target)?.dataset.command;
    this.#zoom?.run(command);
    if (command === "retry-connection") this.call.retryConnection(participantId);
    else runPersonCommand(this.call, target, participantId);
    if (command === "hide-self") focusMoreMenu();
  }

  /** @param {Person} person */
  #ownStream(person) {
    return person.isVideoOff ? undefined : this.call.media.preview;
  }

  get #video() {
    return this.find("video", HTMLVideoElement);
  }
}

/** Move the focus from the hidden tile to the menu that shows it again. */
function focusMoreMenu() {
  const item = document.querySelector("meet-control-bar [data-command=self-view]");
  item?.closest("meet-menu")?.querySelector("button")?.focus();
}
