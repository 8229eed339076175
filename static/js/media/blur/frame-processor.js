/**
 * Load the library that finds the person in a picture and blurs the rest.
 *
 * Only this file knows the library, `@twilio/video-processors`. It is loaded on demand, with its
 * model, from the static files of this site, and works in a thread of its own. The library has no
 * way to end that thread. Therefore a page creates at most one processor.
 */

/**
 * @typedef {object} FrameProcessor
 * @property {(frame: VideoFrame) => Promise<VideoFrame>} process closes the given frame
 */
/**
 * @typedef {object} LibraryProcessor
 * @property {() => Promise<void>} loadModel
 * @property {(input: VideoFrame, output: OffscreenCanvas) => Promise<void>} processFrame
 */

/** @typedef {{width: number, height: number}} Size */

/** In pixels of the processed picture. */
const BLUR_RADIUS = 15;
/** A picture so much larger is drawn below the blurred one, whose margins are transparent. */
const MARGIN_SCALE = 1.1;

/**
 * @param {string} script the address of the library
 * @param {string} assets the address of the folder with its model and its workers
 * @returns {Promise<FrameProcessor>}
 */
export async function loadFrameProcessor(script, assets) {
  await import(script);
  const { GaussianBlurBackgroundProcessor } = /** @type {any} */ (globalThis).Twilio
    .VideoProcessors;
  /** @type {LibraryProcessor} */
  const library = new GaussianBlurBackgroundProcessor({
    assetsPath: assets,
    blurFilterRadius: BLUR_RADIUS,
  });
  await library.loadModel();
  const blurred = new OffscreenCanvas(1, 1);
  // The library draws with the context that the canvas has.
  blurred.getContext("bitmaprenderer");
  const opaque = new OffscreenCanvas(1, 1);
  return {
    process: async (frame) => {
      const { timestamp } = frame;
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      resize(blurred, size);
      resize(opaque, size);
      await library.processFrame(frame, blurred);
      drawOpaque(opaque, blurred, size);
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
 * @param {Size} size
 */
function drawOpaque(target, picture, { width, height }) {
  const context = target.getContext("2d", { alpha: false });
  const [outer, inner] = [MARGIN_SCALE, (1 - MARGIN_SCALE) / 2];
  context?.drawImage(picture, width * inner, height * inner, width * outer, height * outer);
  context?.drawImage(picture, 0, 0);
}
