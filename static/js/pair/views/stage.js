/** The partner's video, or the text in its place, and the self view in the corner. */

import { play, resumeWhenVisible } from "../../ui/stage/playback.js";

/** @import {PairSession} from "../pair-session.js" */

const PLAYBACK = { speakerId: "", gotBlocked: () => {} };

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
      // The person has pressed Start, so that the browser plays sound.
      play(partner, stream ?? undefined, { ...PLAYBACK, isSilent: false });
      play(own, media.camera.isOn ? session.preview : undefined, { ...PLAYBACK, isSilent: true });
      own.hidden = !media.camera.isOn;
      own.toggleAttribute("data-mirrored", media.isSelfMirrored);
    },
  );
  resumeWhenVisible();
}
