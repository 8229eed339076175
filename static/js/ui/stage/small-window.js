/**
 * `<meet-small-window>`: the picture of one person or screen, and the controls of this person, in a
 * small window above all others.
 *
 * The element is created in the page and moved into the document of the window, which knows no
 * custom elements. Its size is requested for its picture, also while the page is hidden.
 */

import { personOfSeat } from "../../call/state/selectors.js";
import { smallWindowTile } from "../../call/state/small-window.js";
import { showText } from "../dom/bidi-text.js";
import { MeetElement } from "../dom/element.js";
import { showAvatar } from "../people/avatar.js";
import { hasPicture, nameOf, screenName } from "../text/person-text.js";
import { play } from "./playback.js";

/** @import {Person, State} from "../../call/state/model.js" */

/**
 * @typedef {object} Watched
 * @property {Person | undefined} person
 * @property {string | undefined} tileId
 * @property {boolean} isScreen
 * @property {MediaStream | undefined} stream
 * @property {boolean} isMirrored
 */

export class SmallWindow extends MeetElement {
  /** @type {Window | PictureInPictureWindow | undefined} */
  #place;
  /** @type {string | undefined} */
  #tileId;

  /** @override */
  start() {
    this.listen(this.find("[data-leave]"), "click", () => this.call.leave());
  }

  /** @override */
  stop() {
    this.video.srcObject = null;
    this.call.pictures.displayBeside(new Map());
  }

  /** @override @param {State} state @returns {Watched} */
  watch(state) {
    const tile = smallWindowTile(state);
    const person = personOfSeat(state, tile?.person.participantId);
    const isScreen = tile?.source === "screen";
    const streams = state.streams[person?.socketId ?? ""];
    const received = isScreen ? streams?.screen : streams?.main;
    const isOwn = person?.isSelf === true;
    return {
      person,
      tileId: tile?.id,
      isScreen,
      stream: isOwn ? this.call.media.preview : received,
      isMirrored: isOwn && state.media.isSelfMirrored,
    };
  }

  /** @override @param {Watched} watched */
  render({ person, tileId, isScreen, stream, isMirrored }) {
    if (!person) return;
    const isSeen = isScreen || hasPicture(person);
    this.toggleAttribute("data-picture", isSeen);
    this.toggleAttribute("data-screen", isScreen);
    this.toggleAttribute("data-mirrored", isMirrored);
    showAvatar(this.find(".avatar"), person.displayName, person.avatarColor);
    showText(this.find(".small-window__name"), isScreen ? screenName(person) : nameOf(person));
    // The tile of the person plays the sound.
    const gotBlocked = () => {};
    play(this.video, isSeen ? stream : undefined, { isSilent: true, speakerId: "", gotBlocked });
    this.#tileId = tileId;
    this.#measure();
  }

  get video() {
    return this.find("video", HTMLVideoElement);
  }

  /** Request the picture in the size of this window. @param {Window | PictureInPictureWindow} place */
  showIn(place) {
    this.#place = place;
    this.listen(place, "resize", () => this.#measure());
    this.#measure();
  }

  #measure() {
    if (!this.#place || this.#tileId === undefined) return;
    const { width, height } = sizeOf(this.#place);
    const [density, id] = [window.devicePixelRatio, this.#tileId];
    const size = { width: Math.round(width * density), height: Math.round(height * density) };
    this.call.pictures.displayBeside(new Map([[id, size]]));
  }
}

/** Return a view that can be moved into another document. */
export function newSmallWindow() {
  const view = new SmallWindow();
  const template = document.getElementById("small-window");
  if (!(template instanceof HTMLTemplateElement)) throw new Error("No template #small-window");
  view.append(document.importNode(template.content, true));
  return view;
}

/** @param {Window | PictureInPictureWindow} place */
function sizeOf(place) {
  return "innerWidth" in place ? { width: place.innerWidth, height: place.innerHeight } : place;
}
