/**
 * Calculate the encoding parameters for a picture that is sent to one peer.
 *
 * In a mesh, every picture is encoded and sent once for each receiver. Therefore a camera becomes
 * smaller when more people receive it, and no larger than the receiver displays it. A screen mostly
 * shows text: it keeps its resolution and gets a low frame rate. All functions are pure. Sizes are
 * in pixels, bit rates in bit/s.
 */

/** @typedef {{width: number, height: number}} PictureSize */
/** @typedef {"camera" | "screen"} PictureSource */
/**
 * The sizes at which a receiver displays the pictures of one person, null where it did not say.
 * @typedef {Record<PictureSource, PictureSize | null>} PictureSizes
 */

/**
 * @typedef {object} Picture
 * @property {PictureSource} source
 * @property {PictureSize | null} size size of the outgoing track, null if unknown
 * @property {PictureSize | null} requestedSize size at which the receiver displays the picture, zero
 *   if it does not display it, null if the receiver did not say
 * @property {boolean} isReduced whether other pictures in the meeting matter more
 * @property {number} receivers number of people who receive this picture, each by an own encoding
 */

/**
 * @typedef {object} Encoding
 * @property {boolean} active
 * @property {number} maxBitrate
 * @property {number} maxFramerate
 * @property {number} scaleResolutionDownBy
 */

/**
 * Quality steps of a camera, by the shorter side of the picture. The values are close to the presets
 * of LiveKit and to the simulcast layers of Chromium.
 */
const LARGEST = { height: 720, maxBitrate: 1_200_000, maxFramerate: 30 };
/** The smallest step because of bandwidth. Only a receiver with a small tile gets a smaller one. */
const SMALLEST_SHARED = { height: 180, maxBitrate: 150_000, maxFramerate: 15 };
const STEPS = [
  { height: 90, maxBitrate: 60_000, maxFramerate: 10 },
  SMALLEST_SHARED,
  { height: 270, maxBitrate: 250_000, maxFramerate: 20 },
  { height: 360, maxBitrate: 450_000, maxFramerate: 25 },
  { height: 540, maxBitrate: 800_000, maxFramerate: 25 },
  LARGEST,
];
/** A camera among many, whose person does not speak: enough to see that the person is there. */
const REDUCED = { height: 180, maxBitrate: 80_000, maxFramerate: 5 };
/** Upload for all receivers of the camera together. Most home connections have 2 Mbit/s or more. */
const CAMERA_UPLOAD = 2_000_000;
/** A picture may be enlarged by this factor for display, before the next larger step is sent. */
const ENLARGEMENT = 1.2;
/** Used if the browser does not tell the size of the track; the camera is opened with this size. */
const USUAL_SIZE = { width: 1280, height: 720 };

const SCREEN_UPLOAD = 3_000_000;
const SCREEN_BITRATE = { least: 400_000, most: 1_500_000 };
const SCREEN_FRAMERATE = 10;
/** Frame rate of a screen with more than `FEW_RECEIVERS`. */
const SLOW_SCREEN_FRAMERATE = 5;
const FEW_RECEIVERS = 3;

/** @param {Picture} picture @returns {Encoding} */
export function encodingOf(picture) {
  const limits = picture.source === "screen" ? screenEncoding(picture) : cameraEncoding(picture);
  return { active: isDisplayed(picture.requestedSize), ...limits };
}

/** @param {PictureSize | null} requestedSize null if unknown; then the picture is sent */
export function isDisplayed(requestedSize) {
  return requestedSize === null || requestedSize.width * requestedSize.height > 0;
}

/**
 * Return what the browser reduces first when bandwidth or processor time is short.
 * @param {PictureSource} source
 * @returns {RTCDegradationPreference}
 */
export function degradationPreferenceOf(source) {
  return source === "screen" ? "maintain-resolution" : "balanced";
}

/** @param {Picture} picture */
function cameraEncoding({ size, requestedSize, isReduced, receivers }) {
  const track = size ?? USUAL_SIZE;
  const useful = largestUseful(track, requestedSize);
  const affordable = isReduced ? REDUCED : largestFor(CAMERA_UPLOAD / Math.max(1, receivers));
  const { height, ...limits } = useful.height < affordable.height ? useful : affordable;
  return { ...limits, scaleResolutionDownBy: scale(track, height) };
}

/** @param {Picture} picture */
function screenEncoding({ receivers }) {
  const share = SCREEN_UPLOAD / Math.max(1, receivers);
  return {
    maxBitrate: Math.round(Math.min(SCREEN_BITRATE.most, Math.max(SCREEN_BITRATE.least, share))),
    maxFramerate: receivers > FEW_RECEIVERS ? SLOW_SCREEN_FRAMERATE : SCREEN_FRAMERATE,
    scaleResolutionDownBy: 1,
  };
}

/**
 * Return the smallest step that fills the displayed size without visible enlargement.
 * @param {PictureSize} track
 * @param {PictureSize | null} requestedSize size of the tile, which the picture covers
 */
function largestUseful(track, requestedSize) {
  if (requestedSize === null) return LARGEST;
  const cover = Math.max(requestedSize.width / track.width, requestedSize.height / track.height);
  const needed = shorterSide(track) * Math.min(1, cover);
  return STEPS.find(({ height }) => height * ENLARGEMENT >= needed) ?? LARGEST;
}

/** @param {number} bitrate share of one receiver */
function largestFor(bitrate) {
  const largest = STEPS.findLast(({ maxBitrate }) => maxBitrate <= bitrate);
  return largest && largest.height > SMALLEST_SHARED.height ? largest : SMALLEST_SHARED;
}

/** @param {PictureSize} track @param {number} height of the picture to send */
function scale(track, height) {
  return Math.max(1, shorterSide(track) / height);
}

/** @param {PictureSize} size */
function shorterSide({ width, height }) {
  return Math.min(width, height);
}
