/**
 * Which of a peer's tracks are to be played: every sound, but one picture.
 *
 * Some peers send a shared screen as a second picture and go back to the first by muting it, so the
 * newest picture that moves is the one to show. Knows tracks only.
 */
export class ReceivedTracks {
  /** @type {MediaStreamTrack[]} in order of arrival */
  #tracks = [];
  #gotChange;

  /** @param {(playing: MediaStreamTrack[]) => void} gotChange */
  constructor(gotChange) {
    this.#gotChange = gotChange;
  }

  /** @param {MediaStreamTrack} track */
  add(track) {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
    track.onmute = track.onunmute = track.onended = () => this.#changed();
    this.#changed();
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
