/** Play a stream in a `<video>`. */

/**
 * The element is changed only where it has to be, so that a stream that plays is not interrupted.
 * @param {HTMLVideoElement} video
 * @param {MediaStream | undefined} stream
 * @param {object} options
 * @param {boolean} options.isSilent
 * @param {() => void} options.gotBlocked called if the browser plays no sound before a click
 */
export function play(video, stream, { isSilent, gotBlocked }) {
  video.muted = isSilent;
  if (video.srcObject !== (stream ?? null)) video.srcObject = stream ?? null;
  if (!stream || !video.paused) return;
  video.play().catch((error) => {
    if (error.name === "NotAllowedError" && !video.muted) gotBlocked();
  });
}
