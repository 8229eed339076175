/**
 * Mix the microphone and the sound of a shared tab into one track.
 *
 * The mix is for peers that receive one sound only. Nothing is opened until its track is needed, and
 * everything is closed when no tab with sound is shared. The track stays the same in between, also if
 * the microphone is another one. A muted microphone adds silence to the mix.
 */

export class SoundMix {
  #newContext;
  /** @type {MediaStreamTrack[]} */
  #tracks = [];
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {MediaStreamAudioDestinationNode | null} */
  #destination = null;
  /** @type {Map<MediaStreamTrack, MediaStreamAudioSourceNode>} */
  #sources = new Map();

  /** @param {() => AudioContext} [newContext] */
  constructor(newContext = () => new AudioContext()) {
    this.#newContext = newContext;
  }

  /**
   * Mix these tracks from now on.
   * @param {MediaStreamTrack | null} microphone
   * @param {MediaStreamTrack | null} tabSound null if no tab with sound is shared
   */
  follow(microphone, tabSound) {
    this.#tracks = tabSound ? [tabSound, ...(microphone ? [microphone] : [])] : [];
    if (!tabSound) this.#close();
    else if (this.#destination) this.#connect(this.#destination);
  }

  /** The mixed sound, null if no tab with sound is shared. @returns {MediaStreamTrack | null} */
  get track() {
    if (this.#tracks.length === 0) return null;
    this.#context ??= this.#newContext();
    if (!this.#destination) {
      this.#destination = this.#context.createMediaStreamDestination();
      this.#connect(this.#destination);
    }
    return this.#destination.stream.getAudioTracks()[0] ?? null;
  }

  /** @param {MediaStreamAudioDestinationNode} destination */
  #connect(destination) {
    for (const [track, source] of this.#sources) {
      if (this.#tracks.includes(track)) continue;
      source.disconnect();
      this.#sources.delete(track);
    }
    for (const track of this.#tracks) {
      if (!this.#context || this.#sources.has(track)) continue;
      const source = this.#context.createMediaStreamSource(new MediaStream([track]));
      source.connect(destination);
      this.#sources.set(track, source);
    }
  }

  #close() {
    this.#sources.clear();
    for (const track of this.#destination?.stream.getTracks() ?? []) track.stop();
    this.#destination = null;
    this.#context?.close();
    this.#context = null;
  }
}
