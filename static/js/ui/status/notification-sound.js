/**
 * `<meet-notification-sound>`: plays a sound when a person joins, knocks or raises a hand.
 *
 * The sound is on the speaker of the meeting, where the browser can do that. This browser remembers
 * the setting. A sound that can't be played is not an error, because a
 * notice reports the same event.
 */

import { MeetElement } from "../dom/element.js";

/** @import {NoticeKind, State} from "../../call/state/model.js" */

/**
 * Two tones for each kind, in hertz: rising for a person who comes, falling for a hand.
 * @type {Partial<Record<NoticeKind, [number, number]>>}
 */
const TONES = { joined: [440, 587], knocked: [660, 880], "hand-raised": [880, 740] };
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
    // Before a person uses the page, a browser would keep the tones, and play all of them later.
    if (!(navigator.userActivation?.hasBeenActive ?? true)) return;
    const context = (this.#context ??= new AudioContext());
    if (context.state !== "running") context.resume().catch(() => {});
    useSpeaker(context, this.call.store.state.media.speaker.deviceId);
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

/**
 * Some browsers can't choose the speaker of a context. A speaker that can't be used leaves the sound
 * where it is.
 * @param {AudioContext & {setSinkId?: (id: string) => Promise<void>}} context
 * @param {string} deviceId "" for the speaker of the system
 */
function useSpeaker(context, deviceId) {
  context.setSinkId?.(deviceId).catch(() => {});
}
