/**
 * Choose which tracks of a peer to play, by source.
 *
 * The descriptions of some peers name the source of a line. On other lines, all audio is the
 * microphone, and one video track at a time is the camera: some peers send a shared screen as a
 * second video track, and mute it to return to the first. Therefore the newest unmuted video track
 * is shown. The microphone of a silenced peer is disabled here, however it is played. This class
 * only knows tracks.
 */

/** @import {Source} from "../media/media-state.js" */
/** @import {TracksBySource} from "./media-session.js" */

export class ReceivedTracks {
  /** @type {{track: MediaStreamTrack, source: Source}[]} in order of arrival */
  #received = [];
  #isMuted = false;
  #gotChange;

  /** @param {(playing: TracksBySource) => void} gotChange */
  constructor(gotChange) {
    this.#gotChange = gotChange;
  }

  /** @param {MediaStreamTrack} track @param {Source} [source] undefined if the peer named none */
  add(track, source = track.kind === "audio" ? "microphone" : "camera") {
    if (!this.#received.some((one) => one.track === track)) this.#received.push({ track, source });
    if (source === "microphone") track.enabled = !this.#isMuted;
    track.onmute = track.onunmute = track.onended = () => this.#changed();
    this.#changed();
  }

  /** @param {boolean} isMuted whether the microphone must not be heard */
  muteAudio(isMuted) {
    this.#isMuted = isMuted;
    for (const track of this.of("microphone")) track.enabled = !isMuted;
  }

  /** @param {Source} source */
  of(source) {
    return this.#received.filter((one) => one.source === source).map(({ track }) => track);
  }

  clear() {
    for (const { track } of this.#received) track.onmute = track.onunmute = track.onended = null;
    this.#received = [];
  }

  #changed() {
    this.#received = this.#received.filter(({ track }) => track.readyState !== "ended");
    const cameras = this.of("camera").reverse();
    const camera = cameras.find((track) => !track.muted) ?? cameras[0];
    this.#gotChange({
      microphone: this.of("microphone"),
      camera: camera ? [camera] : [],
      screen: this.of("screen").slice(-1),
      "screen-sound": this.of("screen-sound"),
    });
  }
}
