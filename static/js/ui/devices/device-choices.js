/**
 * The devices that a person can choose from, with the one in use.
 *
 * Chromium lists an entry for the system's speaker. Other browsers list only the speakers themselves, so
 * that an entry is added: they play on the speaker of the system until another one is chosen.
 */

import { text } from "../text/text.js";

/** @import {DeviceKind, OutputState} from "../../media/media-state.js" */

/** @typedef {{deviceId: string, label: string, isUsed: boolean}} Choice */

/** The id of the entry for the system's device, in the lists of Chromium. */
const SYSTEM = "default";

/** @param {DeviceKind} kind @param {OutputState} state of an input or the speaker @returns {Choice[]} */
export function choicesOf(kind, { deviceId, devices }) {
  const hasSystem = devices.some((one) => one.deviceId === SYSTEM);
  const isAdded = kind === "speaker" && devices.length > 0 && !hasSystem;
  const all = isAdded ? [{ deviceId: "", label: text.systemSpeaker }, ...devices] : devices;
  const used = deviceId || (hasSystem ? SYSTEM : "");
  return all.map((one) => ({ ...one, isUsed: one.deviceId === used }));
}
