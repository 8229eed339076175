/** `<meet-background>`: the choice of the background of the camera, and what it costs. */

import { MeetElement } from "../dom/element.js";
import { listenToBackground, showBackground } from "./background-choice.js";

/** @import {BackgroundState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */

export class BackgroundElement extends MeetElement {
  /** @override */
  start() {
    listenToBackground(this, this.call.background, (type, listener) =>
      this.listen(this, type, listener),
    );
  }

  /** @override @param {State} state */
  watch({ media }) {
    const { background, camera } = media;
    return { background, isCameraOn: camera.isOn };
  }

  /** @override @param {{background: BackgroundState, isCameraOn: boolean}} watched */
  render({ background, isCameraOn }) {
    showBackground(this, background, isCameraOn);
  }
}
