/** `<meet-device-select data-kind="microphone|camera|speaker">`: a select element for the device to use. */

import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";
import { choicesOf } from "./device-choices.js";

/** @import {DeviceKind, OutputState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */
/** @import {Choice} from "./device-choices.js" */

export class DeviceSelect extends MeetElement {
  /** @type {KeyedList<Choice, HTMLOptionElement> | undefined} */
  #options;

  get kind() {
    return /** @type {DeviceKind} */ (this.dataset.kind);
  }

  /** @override */
  start() {
    const select = this.find("select", HTMLSelectElement);
    this.#options ??= new KeyedList(select, {
      key: ({ deviceId }) => deviceId,
      create: ({ deviceId, label }) => new Option(label, deviceId),
      update: (option, { label }) => {
        if (option.text !== label) option.text = label;
      },
    });
    this.listen(select, "change", () => this.call.media.choose(this.kind, select.value));
  }

  /** @override @param {State} state */
  watch({ media }) {
    const { deviceId, devices } = media[this.kind];
    return { deviceId, devices };
  }

  /** @override @param {OutputState} watched of an input or the speaker */
  render(watched) {
    const select = this.find("select", HTMLSelectElement);
    const choices = choicesOf(this.kind, watched);
    this.hidden = choices.length === 0;
    this.#options?.show(choices);
    const used = choices.findIndex(({ isUsed }) => isUsed);
    select.selectedIndex = Math.max(0, used);
  }
}
