/** The constraints with which a microphone or a camera is requested. */

/** @import {InputKind} from "./media-state.js" */

/**
 * Large enough for a tile that fills a window; a peer that needs less gets a smaller picture. There are
 * no limits: Firefox does not open a camera that records only 60 pictures a second if fewer are required.
 */
const CAMERA = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24 },
};

/**
 * @param {InputKind} kind
 * @param {string} [deviceId] "" for any device
 * @returns {MediaTrackConstraints}
 */
export function constraintsOf(kind, deviceId = "") {
  const usual = kind === "camera" ? CAMERA : {};
  // Chromium opens the system's microphone if another one is only preferred ("ideal").
  return deviceId ? { ...usual, deviceId: { exact: deviceId } } : usual;
}
