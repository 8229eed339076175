/** Play a stream in a `<video>`. */

/**
 * The element is changed only where it has to be, so that a stream that plays is not interrupted.
 * @param {HTMLVideoElement} video
 * @param {MediaStream | undefined} stream
 * @param {object} options
 * @param {boolean} options.isSilent
 * @param {string} options.speakerId "" for the speaker of the system
 * @param {() => void} options.gotBlocked called if the browser plays no sound before a click
 */
export function play(video, stream, { isSilent, speakerId, gotBlocked }) {
  video.muted = isSilent;
  if ((video.sinkId ?? "") !== speakerId) useSpeaker(video, speakerId);
  if (video.srcObject !== (stream ?? null)) video.srcObject = stream ?? null;
  if (!stream || !video.paused) return;
  video.play().catch((error) => {
    if (error.name === "NotAllowedError" && !video.muted) gotBlocked();
  });
}

/**
 * A speaker that can't be used leaves the sound where it is.
 * @param {HTMLVideoElement} video
 * @param {string} speakerId
 */
function useSpeaker(video, speakerId) {
  video.setSinkId?.(speakerId).catch(() => {});
}
