/** The partner's video, or the text in its place, and the self view in the corner. */

/** @import {PairSession} from "../pair-session.js" */

/** @param {HTMLElement} page @param {PairSession} session */
export function showStage(page, session) {
  const stage = /** @type {HTMLElement} */ (page.querySelector(".pair-stage"));
  const partner = /** @type {HTMLVideoElement} */ (stage.querySelector(".pair-stage__partner"));
  const own = /** @type {HTMLVideoElement} */ (stage.querySelector(".pair-stage__own"));
  session.store.subscribe(
    ({ phase, wantsVideo, hasVideo, stream, hasPicture, linkState, media }) => {
      const isLinked = linkState === "connected" || linkState === "disconnected";
      stage.hidden = phase === "paired" ? !hasVideo : !wantsVideo;
      const isUnreachable = linkState === "unreachable";
      stage.toggleAttribute("data-unreachable", phase === "paired" && isUnreachable);
      stage.toggleAttribute("data-connecting", phase === "paired" && !isLinked && !isUnreachable);
      stage.toggleAttribute("data-picture", phase === "paired" && isLinked && hasPicture);
      stage.toggleAttribute("data-searching", phase !== "paired");
      play(partner, stream);
      play(own, media.camera.isOn ? session.preview : null);
      own.hidden = !media.camera.isOn;
      own.toggleAttribute("data-mirrored", media.isSelfMirrored);
    },
  );
}

/** @param {HTMLVideoElement} video @param {MediaStream | null} stream */
function play(video, stream) {
  if (video.srcObject !== stream) video.srcObject = stream;
}
