/** Fakes of tracks, streams and transceivers. */

let made = 0;

export class FakeTrack {
  /** @param {string} kind @param {string} id */
  constructor(kind, id = `${kind}-${++made}`) {
    this.kind = kind;
    this.id = id;
    this.muted = false;
    this.enabled = true;
    this.readyState = "live";
  }
}

export class FakeStream {
  /** @type {FakeTrack[]} */
  tracks = [];
  getTracks() {
    return [...this.tracks];
  }
  /** Like Chromium, compare the ids of tracks. @param {FakeTrack} track */
  addTrack(track) {
    if (!this.tracks.some(({ id }) => id === track.id)) this.tracks.push(track);
  }
  /** @param {FakeTrack} track */
  removeTrack(track) {
    this.tracks = this.tracks.filter((one) => one !== track);
  }
}

export class FakeTransceiver {
  /** @type {string | null} */
  mid = null;
  /** @type {string | null} */
  currentDirection = null;
  isDeaf = false;
  parametersSet = 0;
  /** @type {FakeStream[]} */
  streams = [];

  /** @param {string} kind @param {FakeTrack | null} track @param {string} direction */
  constructor(kind, track, direction) {
    this.kind = kind;
    this.direction = direction;
    this.receiver = { track: new FakeTrack(kind) };
    /** @type {Record<string, unknown>[]} */
    this.encodings = [{ active: true }];
    this.sender = {
      track,
      getParameters: () => ({ encodings: structuredClone(this.encodings) }),
      setParameters: async (/** @type {{encodings: Record<string, unknown>[]}} */ parameters) => {
        this.encodings = parameters.encodings;
        this.parametersSet += 1;
      },
      replaceTrack: async (/** @type {FakeTrack | null} */ next) => {
        this.sender.track = next;
      },
      setStreams: (/** @type {FakeStream[]} */ ...streams) => {
        this.streams = streams;
      },
    };
  }
}

/**
 * Return the outgoing tracks of a client, of the sources that are given.
 * @param {FakeTrack | null} microphone
 * @param {FakeTrack | null} camera
 * @param {FakeTrack | null} screen
 * @param {FakeTrack | null} sound of the screen
 */
export function outgoing(microphone = null, camera = null, screen = null, sound = null) {
  const tracks = { microphone, camera, screen, "screen-sound": sound };
  return /** @type {import("../../static/js/media/local-media.js").OutgoingTracks} */ (
    /** @type {unknown} */ ({ stream: new FakeStream(), screenStream: new FakeStream(), tracks })
  );
}
