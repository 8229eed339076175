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
  const problem = PROBLEMS[nameOf(error)] ?? "busy";
  return problem === "denied" && isOfSystem(error) ? "denied-by-system" : problem;
}

/**
 * Return whether the system refused a device or screen. Chromium reports that with the same name as a
 * refusal of the person, and with the word "system" in its message.
 * @param {unknown} error
 */
export function isOfSystem(error) {
  return error instanceof DOMException && /system/iu.test(error.message);
}

/** Return whether the device with the requested id is not connected. @param {unknown} error */
export function isNotConnected(error) {
  return nameOf(error) === "OverconstrainedError";
}

/** Not every error of a browser's media devices is a DOMException. @param {unknown} error */
function nameOf(error) {
  return error instanceof Object && "name" in error ? String(error.name) : "";
}
