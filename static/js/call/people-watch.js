/**
 * Tell the media of the room who is present and what this page plays of them, after each change.
 *
 * Most changes of the state are not about people, so that they are compared first.
 */

import { presentPeople } from "./state/present-people.js";

/** @import {RoomMedia} from "../rtc/room-media.js" */
/** @import {PictureRequests} from "./commands/picture-requests.js" */
/** @import {CallStore} from "./state/events.js" */

export class PeopleWatch {
  #store;
  #roomMedia;
  #pictures;
  /** @type {unknown[]} what was told last */
  #told = [];

  /** @param {{store: CallStore, roomMedia: RoomMedia, pictures: PictureRequests}} parts */
  constructor({ store, roomMedia, pictures }) {
    this.#store = store;
    this.#roomMedia = roomMedia;
    this.#pictures = pictures;
    pictures.gotChange = () => this.#tell();
    store.subscribe(() => this.#tell());
  }

  #tell() {
    const { state } = this.#store;
    const { isConnected, people, phase, pictureLevels } = state;
    const told = [isConnected, people, phase, pictureLevels, this.#pictures.displayed];
    if (told.every((one, index) => one === this.#told[index])) return;
    this.#told = told;
    const present = presentPeople(state, (...picture) => this.#pictures.mayDisplay(...picture));
    this.#roomMedia.expect(present, isConnected);
  }
}
