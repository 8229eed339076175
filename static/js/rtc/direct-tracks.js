/**
 * The tracks that are sent over direct links: all of them, or only the sound.
 *
 * Without a media server, too many pictures would use up the processors of everybody in a large
 * room. The sound goes on. A peer that receives one sound gets the microphone and the sound of a
 * shared tab in one track.
 */

import { SoundMix } from "../media/sound-mix.js";

/** @import {OutgoingTracks} from "../media/local-media.js" */

/**
 * `mixedSound` returns microphone and sound of the screen in one track, null without the latter.
 * @typedef {OutgoingTracks & {mixedSound?: () => MediaStreamTrack | null}} LinkTracks
 */

export class DirectTracks {
  isSoundOnly = false;
  #media;
  #mix;

  /** @param {{outgoing: OutgoingTracks}} media @param {SoundMix} [mix] */
  constructor(media, mix = new SoundMix()) {
    this.#media = media;
    this.#mix = mix;
  }

  /** @returns {LinkTracks} */
  get outgoing() {
    const { outgoing } = this.#media;
    this.tracksChanged();
    const sent = this.isSoundOnly ? withoutPictures(outgoing) : outgoing;
    return { ...sent, mixedSound: () => this.#mix.track };
  }

  /** Mix the current local tracks, also if there are no links any more. */
  tracksChanged() {
    const { microphone, "screen-sound": tabSound } = this.#media.outgoing.tracks;
    this.#mix.follow(microphone, tabSound);
  }
}

/** @param {OutgoingTracks} outgoing @returns {OutgoingTracks} */
export function withoutPictures(outgoing) {
  return { ...outgoing, tracks: { ...outgoing.tracks, camera: null, screen: null } };
}
