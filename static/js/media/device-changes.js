/**
 * Compare two lists of the browser's devices: which ones were connected, and whether the system uses
 * another microphone.
 *
 * Before the person has allowed a kind of device, the browser lists at most one of that kind, without
 * an id. Devices that appear with the permission were not connected just now.
 */

/** @import {DeviceKind} from "./media-state.js" */

/** @typedef {Pick<MediaDeviceInfo, "deviceId" | "groupId" | "kind" | "label">} Device */
/**
 * @typedef {object} ConnectedDevice
 * @property {DeviceKind} kind
 * @property {string} deviceId
 * @property {string} label
 * @property {boolean} isOfSystem whether the system uses the device
 */

/** @type {Record<MediaDeviceKind, DeviceKind>} */
const KINDS = { audioinput: "microphone", videoinput: "camera", audiooutput: "speaker" };
/** The id of the system's device in Chromium; another entry of the list is the same device. */
export const SYSTEM = "default";
/** The ids of entries that repeat another one. */
const ALIASES = [SYSTEM, "communications"];

/**
 * Return the devices that were connected between two lists.
 * @param {readonly Device[]} before
 * @param {readonly Device[]} now
 * @returns {ConnectedDevice[]}
 */
export function connectedDevices(before, now) {
  const known = new Set(before.map(({ kind, deviceId }) => `${kind} ${deviceId}`));
  const hidden = new Set(before.filter((one) => !isNamed(one)).map(({ kind }) => kind));
  return now
    .filter((one) => isNamed(one) && !ALIASES.includes(one.deviceId) && !hidden.has(one.kind))
    .filter((one) => !known.has(`${one.kind} ${one.deviceId}`))
    .map((one) => ({
      kind: KINDS[one.kind],
      deviceId: one.deviceId,
      label: one.label,
      isOfSystem: isOfSystem(one, now),
    }));
}

/**
 * Return the microphone that the system uses instead of another one.
 * @param {readonly Device[]} before
 * @param {readonly Device[]} now
 * @returns {Device | undefined} undefined if the system uses the same one as before
 */
export function otherSystemMicrophone(before, now) {
  const [former, current] = [systemMicrophone(before), systemMicrophone(now)];
  if (!former || !current) return undefined;
  if (former.groupId === current.groupId && former.label === current.label) return undefined;
  return now.find(
    ({ kind, deviceId, groupId }) =>
      kind === current.kind && groupId === current.groupId && !ALIASES.includes(deviceId),
  );
}

/** @param {readonly Device[]} devices */
function systemMicrophone(devices) {
  return devices.find(({ kind, deviceId }) => kind === "audioinput" && deviceId === SYSTEM);
}

/** @param {Device} device @param {readonly Device[]} all */
function isOfSystem({ kind, groupId }, all) {
  return all.some((one) => one.deviceId === SYSTEM && one.kind === kind && one.groupId === groupId);
}

/** @param {Device} device */
function isNamed({ deviceId, label }) {
  return deviceId !== "" && label !== "";
}
