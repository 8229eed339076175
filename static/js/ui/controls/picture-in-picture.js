/**
 * `<meet-picture-in-picture>`: a menu item that shows the meeting in a small window above all others,
 * and ends that.
 *
 * Where the browser has such windows for documents, the window has a picture and controls. Elsewhere
 * it is the browser's window for a video. It is closed when this person leaves the meeting.
 */

import { MeetElement } from "../dom/element.js";
import { newSmallWindow } from "../stage/small-window.js";
import { text } from "../text/text.js";

/** @import {State} from "../../call/state/model.js" */
/** @import {SmallWindow} from "../stage/small-window.js" */

/** @typedef {{requestWindow: (size: {width: number, height: number}) => Promise<Window>}} Windows */

/** The size of the window in CSS pixels, until the person changes it. */
const SIZE = { width: 360, height: 280 };
/** After a longer time, the click no longer permits the window. */
const PICTURE_MS = 3000;

export class PictureInPicture extends MeetElement {
  /** @type {SmallWindow | null} */
  #view = null;
  #close = () => {};

  /** @override */
  start() {
    this.hidden = !documentWindows() && !document.pictureInPictureEnabled;
    this.listen(this, "click", () => this.#toggle());
    this.#show();
  }

  /** @override @param {State} state */
  watch({ phase }) {
    return { isInside: phase === "meeting" };
  }

  /** @override @param {{isInside: boolean}} watched */
  render({ isInside }) {
    if (!isInside && this.#view) this.#close();
  }

  async #toggle() {
    if (this.#view) return this.#close();
    const windows = documentWindows();
    this.#view = newSmallWindow();
    try {
      if (windows) await this.#openDocument(windows, this.#view);
      else await this.#openVideo(this.#view);
    } catch {
      this.#gotClosed();
      this.call.page.gotSmallWindowRefused();
    }
    this.#show();
  }

  /** @param {Windows} windows @param {SmallWindow} view */
  async #openDocument(windows, view) {
    const opened = await windows.requestWindow(SIZE);
    this.#close = () => opened.close();
    opened.addEventListener("pagehide", () => this.#gotClosed(), { once: true });
    dress(opened.document).append(view);
    view.showIn(opened);
  }

  /** @param {SmallWindow} view */
  async #openVideo(view) {
    view.className = "visually-hidden";
    view.inert = true;
    document.body.append(view);
    await hasLoaded(view.video);
    const opened = await view.video.requestPictureInPicture();
    this.#close = () => document.exitPictureInPicture();
    view.video.onleavepictureinpicture = () => this.#gotClosed();
    view.showIn(opened);
  }

  #gotClosed() {
    this.#view?.remove();
    this.#view = null;
    this.#close = () => {};
    this.#show();
  }

  #show() {
    const isOn = this.#view !== null;
    this.find("span").textContent = text.commands.pictureInPicture(isOn);
  }
}

/** Return the browser's windows for documents, if it has them. @returns {Windows | undefined} */
function documentWindows() {
  return /** @type {any} */ (window).documentPictureInPicture;
}

/**
 * Give a document the language, theme and styles of this page. Return its main element.
 * @param {Document} target
 */
function dress(target) {
  const { documentElement: page, title } = document;
  for (const name of ["lang", "dir", "data-theme"])
    target.documentElement.setAttribute(name, page.getAttribute(name) ?? "");
  target.title = title;
  target.body.className = "small-window";
  for (const sheet of document.querySelectorAll("link[rel=stylesheet]"))
    target.head.append(sheet.cloneNode());
  const main = target.createElement("main");
  target.body.append(main);
  return main;
}

/** Wait until a video has a picture; reject if it does not get one. @param {HTMLVideoElement} video */
function hasLoaded(video) {
  return new Promise((resolve, reject) => {
    if (video.readyState > 0) return resolve(undefined);
    video.onloadedmetadata = resolve;
    setTimeout(() => reject(new Error("The video has no picture")), PICTURE_MS);
  });
}
