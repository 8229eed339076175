/** `<meet-device-select data-kind="microphone|camera|speaker">`: a select element for the device to use. */

import { MeetElement } from "../dom/element.js";
import { KeyedList } from "../dom/keyed-list.js";

/** @import {DeviceKind, InputState} from "../../media/media-state.js" */
/** @import {State} from "../../call/state/model.js" */

/** @typedef {InputState["devices"][number]} Device */

export class DeviceSelect extends MeetElement {
  /** @type {KeyedList<Device, HTMLOptionElement> | undefined} */
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
    const { devices, deviceId } = media[this.kind];
    return { devices, deviceId };
  }

  /** @override @param {Pick<InputState, "devices" | "deviceId">} watched */
  render({ devices, deviceId }) {
    const select = this.find("select", HTMLSelectElement);
    this.hidden = devices.length === 0;
    this.#options?.show(devices);
    select.value = deviceId;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
}
