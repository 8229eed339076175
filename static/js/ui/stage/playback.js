/**
 * Play streams in `<video>` elements, and go on after the browser has paused them.
 *
 * Phones pause all videos during a phone call and do not resume them. Browsers also pause a video
 * when its stream has lost all tracks. People can't pause a meeting.
 */

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
  video.onpause = () => resume(video, gotBlocked);
  resume(video, gotBlocked);
}

/** Resume all paused videos when the page becomes visible: until then, a phone may refuse it. */
export function resumeWhenVisible() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    for (const video of document.querySelectorAll("video"))
      if (video.paused) video.dispatchEvent(new Event("pause"));
  });
}

/** @param {HTMLVideoElement} video @param {() => void} gotBlocked */
function resume(video, gotBlocked) {
  if (!video.srcObject || !video.paused) return;
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
