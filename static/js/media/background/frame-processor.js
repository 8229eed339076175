/**
 * Load the library that finds the person in a picture and replaces the rest.
 *
 * Only this file knows the library, `@twilio/video-processors`. It is loaded on demand, with its
 * model, from the static files of this site. It blurs in one thread and draws pictures in another,
 * and has no way to end them. Therefore a page starts each of them at most once.
 */

/** @import {Replacement} from "./camera-background.js" */

/**
 * @typedef {object} FrameProcessor
 * @property {(frame: VideoFrame) => Promise<VideoFrame>} process closes the given frame
 */
/**
 * @typedef {object} LibraryProcessor
 * @property {() => Promise<void>} loadModel
 * @property {(input: VideoFrame, output: OffscreenCanvas) => Promise<void>} processFrame
 * @property {HTMLImageElement} [backgroundImage]
 */

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{script: string, assets: string}} Addresses of the library, and the folder of its files */

/** In pixels of the processed picture. */
const BLUR_RADIUS = 15;
/** A picture so much larger is drawn below the blurred one, whose margins are transparent. */
const MARGIN_SCALE = 1.1;

/**
 * Return the function that loads a processor, at the first call with the library.
 * @param {Addresses} addresses
 * @param {(background: Exclude<Replacement, "blur">) => Promise<HTMLImageElement>} pictureOf
 * @returns {(background: Replacement) => Promise<FrameProcessor>}
 */
export function frameProcessors(addresses, pictureOf) {
  /** @type {Map<"blur" | "picture", Promise<LibraryProcessor>>} */
  const started = new Map();
  return async (background) => {
    const kind = background === "blur" ? "blur" : "picture";
    const picture = background === "blur" ? null : await pictureOf(background);
    const starting = started.get(kind) ?? startLibrary(addresses, picture);
    started.set(kind, starting);
    // A library that has failed is started again at the next attempt.
    const forget = () => started.get(kind) === starting && started.delete(kind);
    try {
      const library = await starting;
      if (picture) library.backgroundImage = picture;
      return newProcessor(library, picture ? drawOver : drawWithMargins, forget);
    } catch (error) {
      forget();
      throw error;
    }
  };
}

/**
 * @param {Addresses} addresses
 * @param {HTMLImageElement | null} picture null to blur
 * @returns {Promise<LibraryProcessor>}
 */
async function startLibrary({ script, assets: assetsPath }, picture) {
  await import(script);
  const { GaussianBlurBackgroundProcessor, VirtualBackgroundProcessor } = /** @type {any} */ (
    globalThis
  ).Twilio.VideoProcessors;
  // eslint-disable-next-line meet/unmarked-text -- an option of the library, never shown
  const fitType = "Cover";
  /** @type {LibraryProcessor} */
  const library = picture
    ? new VirtualBackgroundProcessor({ assetsPath, backgroundImage: picture, fitType })
    : new GaussianBlurBackgroundProcessor({ assetsPath, blurFilterRadius: BLUR_RADIUS });
  await library.loadModel();
  return library;
}

/**
 * @param {LibraryProcessor} library
 * @param {typeof drawOver} draw
 * @param {() => void} gotFailure
 * @returns {FrameProcessor}
 */
function newProcessor(library, draw, gotFailure) {
  const processed = new OffscreenCanvas(1, 1);
  // The library draws with the context that the canvas has.
  processed.getContext("bitmaprenderer");
  const opaque = new OffscreenCanvas(1, 1);
  return {
    process: async (frame) => {
      const { timestamp } = frame;
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      resize(processed, size);
      resize(opaque, size);
      try {
        await library.processFrame(frame, processed);
      } catch (error) {
        gotFailure();
        throw error;
      }
      draw(opaque, processed, size);
      return new VideoFrame(opaque, { timestamp });
    },
  };
}

/** Setting a size clears a canvas. @param {OffscreenCanvas} canvas @param {Size} size */
function resize(canvas, { width, height }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/**
 * @param {OffscreenCanvas} target
 * @param {OffscreenCanvas} picture
 * @param {Size} _size
 */
function drawOver(target, picture, _size) {
  target.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0);
}

/**
 * @param {OffscreenCanvas} target
 * @param {OffscreenCanvas} picture
 * @param {Size} size
 */
function drawWithMargins(target, picture, { width, height }) {
  const context = target.getContext("2d", { alpha: false });
  const [outer, inner] = [MARGIN_SCALE, (1 - MARGIN_SCALE) / 2];
  context?.drawImage(picture, width * inner, height * inner, width * outer, height * outer);
  context?.drawImage(picture, 0, 0);
}
