/**
 * `<meet-notification-sound>`: plays a sound when a person knocks or raises a hand.
 *
 * This browser remembers the setting. A sound that can't be played is not an error, because a
 * notice reports the same event.
 */

import { MeetElement } from "../dom/element.js";

/** @import {NoticeKind, State} from "../../call/state/model.js" */

/**
 * Two tones for each kind, in hertz: rising for a knock, falling for a hand.
 * @type {Partial<Record<NoticeKind, [number, number]>>}
 */
const TONES = { knocked: [660, 880], "hand-raised": [880, 740] };
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.08;

export class NotificationSound extends MeetElement {
  /** @type {AudioContext | undefined} */
  #context;
  #noticeCount = 0;

  /** @override */
  start() {
    const { switch: input } = this;
    input.checked = this.call.page.isNotificationSoundOn;
    this.listen(input, "change", () => {
      this.call.page.isNotificationSoundOn = input.checked;
    });
  }

  /** @override */
  stop() {
    this.#context?.close();
    this.#context = undefined;
  }

  /** @override @param {State} state */
  watch({ noticeCount }) {
    return { noticeCount };
  }

  /** @override @param {{noticeCount: number}} watched */
  render({ noticeCount }) {
    const hasNews = noticeCount > this.#noticeCount;
    this.#noticeCount = noticeCount;
    const tones = hasNews && TONES[this.call.store.state.notices.at(-1)?.kind ?? "left"];
    if (tones && this.switch.checked) this.#play(tones);
  }

  get switch() {
    return this.find("input", HTMLInputElement);
  }

  /** @param {[number, number]} tones */
  #play(tones) {
    const context = (this.#context ??= new AudioContext());
    const gain = new GainNode(context, { gain: LOUDNESS });
    gain.connect(context.destination);
    for (const [index, frequency] of tones.entries()) {
      const tone = new OscillatorNode(context, { frequency });
      tone.connect(gain);
      tone.start(context.currentTime + index * TONE_SECONDS);
      tone.stop(context.currentTime + (index + 1) * TONE_SECONDS);
    }
  }
}
