/**
 * The tracks that are sent over direct links: all of them, or only the sound.
 *
 * Without a media server, too many pictures would use up the processors of everybody in a large
 * room. The sound goes on.
 */

/** @import {OutgoingTracks} from "../media/local-media.js" */

export class DirectTracks {
  isSoundOnly = false;
  #media;

  /** @param {{outgoing: OutgoingTracks}} media */
  constructor(media) {
    this.#media = media;
  }

  /** @returns {OutgoingTracks} */
  get outgoing() {
    const { outgoing } = this.#media;
    return this.isSoundOnly ? withoutPictures(outgoing) : outgoing;
  }
}

/** @param {OutgoingTracks} outgoing @returns {OutgoingTracks} */
export function withoutPictures(outgoing) {
  return { ...outgoing, tracks: { ...outgoing.tracks, camera: null, screen: null } };
}
