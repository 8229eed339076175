/**
 * The lines (transceivers) on which this client sends its sources to a media server.
 *
 * Each source has one line, which is added when there is a track for it and then stays. The line of
 * the microphone always exists. A camera is sent in up to three sizes (simulcast), so that the media
 * server can forward to each person the size of their tile. A screen is sent in one size, because a
 * smaller text could not be read. This class does not exchange descriptions.
 */

/** @import {OutgoingTracks} from "../../media/local-media.js" */
/** @import {Source} from "../../media/media-state.js" */
/** @import {Sources} from "../media-session.js" */

/**
 * The sizes of a camera by its pixels, smallest first: a quarter, half and all of the width and
 * height. Chromium sends as many sizes as here, and would leave out the largest of any more
 * (`kSimulcastFormats` in libwebrtc's `simulcast.cc`).
 * @type {{pixels: number, sendEncodings: RTCRtpEncodingParameters[]}[]}
 */
const CAMERA = [
  {
    pixels: 960 * 540,
    sendEncodings: [
      { rid: "q", scaleResolutionDownBy: 4, maxBitrate: 120_000 },
      { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 400_000 },
      { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
    ],
  },
  {
    pixels: 480 * 270,
    sendEncodings: [
      { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 120_000 },
      { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 500_000 },
    ],
  },
  { pixels: 0, sendEncodings: [{ maxBitrate: 200_000 }] },
];
/** Used if the browser does not tell the size of the track; the camera is opened with this size. */
const USUAL_SIZE = { width: 1280, height: 720 };
/** Shared text changes rarely. */
const SCREEN = [{ maxBitrate: 1_500_000, maxFramerate: 10 }];
/** @type {RTCRtpEncodingParameters[]} */
const SOUND = [{ priority: "high", networkPriority: "high" }];

/** @type {Source[]} */
const SOURCES = ["microphone", "camera", "screen", "screen-sound"];

export class SentLines {
  #connection;
  #gotError;
  /** @type {Map<Source, RTCRtpTransceiver>} */
  #lines = new Map();

  /** @param {RTCPeerConnection} connection @param {(error: unknown) => void} gotError */
  constructor(connection, gotError) {
    this.#connection = connection;
    this.#gotError = gotError;
  }

  /** Send these tracks; add a line where one is missing. @param {OutgoingTracks} outgoing */
  send(outgoing) {
    for (const source of SOURCES) {
      const track = outgoing.tracks[source];
      const sender = this.#lines.get(source)?.sender;
      if (sender && sender.track !== track) sender.replaceTrack(track).catch(this.#gotError);
      else if (!sender && (track || source === "microphone")) this.#add(source, outgoing);
    }
  }

  /** Return the source of each line that is in a description, by mid. @returns {Sources} */
  get sources() {
    return Object.fromEntries(
      [...this.#lines].flatMap(([source, { mid }]) => (mid === null ? [] : [[mid, source]])),
    );
  }

  /** @param {Source} source @param {OutgoingTracks} outgoing */
  #add(source, { screenStream, stream, tracks }) {
    const track = tracks[source];
    const kind = source === "camera" || source === "screen" ? "video" : "audio";
    const init = {
      direction: /** @type {const} */ ("sendonly"),
      streams: [source.startsWith("screen") ? screenStream : stream],
    };
    this.#lines.set(source, this.#addLine(track ?? kind, init, encodingsOf(source, track)));
  }

  /**
   * @param {MediaStreamTrack | string} track or its kind
   * @param {RTCRtpTransceiverInit} init
   * @param {RTCRtpEncodingParameters[]} sendEncodings
   */
  #addLine(track, init, sendEncodings) {
    try {
      return this.#connection.addTransceiver(track, { ...init, sendEncodings });
    } catch {
      // A browser without these encodings sends one size.
      return this.#connection.addTransceiver(track, init);
    }
  }
}

/** @param {Source} source @param {MediaStreamTrack | null} track */
function encodingsOf(source, track) {
  if (source === "screen") return SCREEN;
  if (source !== "camera") return SOUND;
  const { width, height } = { ...USUAL_SIZE, ...track?.getSettings?.() };
  return CAMERA.find(({ pixels }) => width * height >= pixels)?.sendEncodings ?? [];
}
