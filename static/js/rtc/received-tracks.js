/**
 * Choose which tracks of a peer to play: all audio tracks, and one video track.
 *
 * Some peers send a shared screen as a second video track, and mute it to return to the first.
 * Therefore the newest unmuted video track is shown. The audio tracks of a silenced peer are
 * disabled here, however they are played. This class only knows tracks.
 */
export class ReceivedTracks {
  /** @type {MediaStreamTrack[]} in order of arrival */
  #tracks = [];
  #isAudioMuted = false;
  #gotChange;

  /** @param {(playing: MediaStreamTrack[]) => void} gotChange */
  constructor(gotChange) {
    this.#gotChange = gotChange;
  }

  /** @param {MediaStreamTrack} track */
  add(track) {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
    if (track.kind === "audio") track.enabled = !this.#isAudioMuted;
    track.onmute = track.onunmute = track.onended = () => this.#changed();
    this.#changed();
  }

  /** @param {boolean} isMuted */
  muteAudio(isMuted) {
    this.#isAudioMuted = isMuted;
    for (const track of this.#tracks) if (track.kind === "audio") track.enabled = !isMuted;
  }

  clear() {
    for (const track of this.#tracks) track.onmute = track.onunmute = track.onended = null;
    this.#tracks = [];
  }

  #changed() {
    this.#tracks = this.#tracks.filter((track) => track.readyState !== "ended");
    const sounds = this.#tracks.filter((track) => track.kind === "audio");
    const pictures = this.#tracks.filter((track) => track.kind === "video").reverse();
    const picture = pictures.find((track) => !track.muted) ?? pictures[0];
    this.#gotChange(picture ? [...sounds, picture] : sounds);
  }
}

/** @param {MediaStream} stream @param {MediaStreamTrack[]} tracks all tracks to play now */
export function replaceTracks(stream, tracks) {
  for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
  for (const track of tracks) stream.addTrack(track);
}
