/** `<meet-preview>`: the person's own camera before joining. */

import { MeetElement } from "../dom/element.js";
import { showAvatar } from "../people/avatar.js";
import { play } from "../stage/playback.js";

/** @import {State} from "../../call/state/model.js" */

export class Preview extends MeetElement {
  /** @override @param {State} state */
  watch({ media, self }) {
    return { isOn: media.camera.isOn, isMirrored: media.isSelfMirrored, self };
  }

  /** @override @param {{isOn: boolean, isMirrored: boolean, self: State["self"]}} watched */
  render({ isOn, isMirrored, self }) {
    const video = this.find("video", HTMLVideoElement);
    const stream = isOn ? this.call.media.preview : undefined;
    play(video, stream, { isSilent: true, speakerId: "", gotBlocked: () => {} });
    video.hidden = !isOn;
    video.toggleAttribute("data-mirrored", isMirrored);
    this.find(".preview__face").hidden = isOn;
    showAvatar(this.find(".avatar"), self.displayName || this.call.suggestedName, self.avatarColor);
  }
}
