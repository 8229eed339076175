/** `<meet-device-choice data-kind="microphone|camera">`: its select says which device is used. */

import { MeetElement } from "./element.js";

/** @import {InputKind, InputState, State} from "../call/model.js" */

export class DeviceChoice extends MeetElement {
  get kind() {
    return /** @type {InputKind} */ (this.dataset.kind);
  }

  /** @override */
  start() {
    const select = this.find("select", HTMLSelectElement);
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
    select.replaceChildren(...devices.map((one) => new Option(one.label, one.deviceId)));
    select.value = deviceId;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
}
