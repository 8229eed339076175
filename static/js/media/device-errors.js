/** Interpret the errors of the browser's media devices. */

/** @import {Problem} from "./media-state.js" */

/**
 * Problem for each error name of the browser:
 * https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 * @type {Record<string, Problem>}
 */
const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** @param {unknown} error @returns {Problem} */
export function problemOf(error) {
  return PROBLEMS[nameOf(error)] ?? "busy";
}

/** Return whether the device with the requested id is not connected. @param {unknown} error */
export function isNotConnected(error) {
  return nameOf(error) === "OverconstrainedError";
}

/** Not every error of a browser's media devices is a DOMException. @param {unknown} error */
function nameOf(error) {
  return error instanceof Object && "name" in error ? String(error.name) : "";
}
