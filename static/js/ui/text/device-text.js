/** Sentences about cameras and microphones. Each is translated whole, for each set of devices. */

import { gettext } from "../../text/gettext.js";

/** @import {InputKind, Problem} from "../../media/media-state.js" */

/** @typedef {Record<"camera" | "microphone" | "both", string>} Sentences */

/** @param {InputKind[]} kinds one or two @param {Sentences} sentences */
function forDevices(kinds, { camera, microphone, both }) {
  if (kinds.length > 1) return both;
  return kinds[0] === "camera" ? camera : microphone;
}

/** The label of the button that joins. @param {boolean} mustKnock @param {InputKind[]} missing */
export function joinLabel(mustKnock, missing) {
  if (missing.length === 0) return mustKnock ? gettext("Ask to join") : gettext("Join");
  if (mustKnock) {
    return forDevices(missing, {
      camera: gettext("Ask to join without camera"),
      microphone: gettext("Ask to join without microphone"),
      both: gettext("Ask to join without camera and microphone"),
    });
  }
  return forDevices(missing, {
    camera: gettext("Join without camera"),
    microphone: gettext("Join without microphone"),
    both: gettext("Join without camera and microphone"),
  });
}

/** The hint at the button of a device, with its key. @param {boolean} isOn @param {InputKind} kind */
export function toggleHint(isOn, kind) {
  if (kind === "camera")
    return isOn ? gettext("Turn off camera (V)") : gettext("Turn on camera (V)");
  return isOn ? gettext("Turn off microphone (M)") : gettext("Turn on microphone (M)");
}

/** What the test of a speaker says. */
export const speakerTest = {
  playing: gettext("Playing three tones…"),
  played: gettext("If you did not hear three tones, choose another speaker or turn up the volume."),
  failed: gettext("This speaker can't be used. Choose another one."),
};

/** How to allow a device, by browser. Each follows "To allow it, …". */
export const howToAllow = {
  chromium: gettext(
    "click the icon at the left of the address bar, give permission there, then try again.",
  ),
  firefox: gettext(
    "click the crossed-out icon at the left of the address bar, remove the block, then try again.",
  ),
  safari: gettext("open Safari's menu “Settings for This Website”, choose Allow, then try again."),
  other: gettext("open the site settings in your browser, choose Allow, then try again."),
};

/** @type {Record<Problem, (kinds: InputKind[], howToAllow: string) => string>} */
export const deviceProblems = {
  denied: (kinds, how) =>
    forDevices(kinds, {
      camera: gettext("Your browser is blocking your camera. To allow it, %(how)s", { how }),
      microphone: gettext("Your browser is blocking your microphone. To allow it, %(how)s", {
        how,
      }),
      both: gettext("Your browser is blocking your camera and microphone. To allow them, %(how)s", {
        how,
      }),
    }),
  "denied-by-system": (kinds) =>
    forDevices(kinds, {
      camera: gettext(
        "Your system is blocking your camera. Allow your browser to use it in the settings of your system, then try again.",
      ),
      microphone: gettext(
        "Your system is blocking your microphone. Allow your browser to use it in the settings of your system, then try again.",
      ),
      both: gettext(
        "Your system is blocking your camera and microphone. Allow your browser to use them in the settings of your system, then try again.",
      ),
    }),
  missing: (kinds) =>
    forDevices(kinds, {
      camera: gettext("No camera was found. Connect one and try again, or join without."),
      microphone: gettext("No microphone was found. Connect one and try again, or join without."),
      both: gettext(
        "No camera or microphone was found. Connect one and try again, or join without.",
      ),
    }),
  busy: (kinds) =>
    forDevices(kinds, {
      camera: gettext(
        "Your camera can't be used. Close other apps that may be using it, then try again.",
      ),
      microphone: gettext(
        "Your microphone can't be used. Close other apps that may be using it, then try again.",
      ),
      both: gettext(
        "Your camera and microphone can't be used. Close other apps that may be using them, then try again.",
      ),
    }),
  pending: (kinds) =>
    forDevices(kinds, {
      camera: gettext(
        "Waiting for your camera. If your browser asks for permission near the address bar, choose Allow.",
      ),
      microphone: gettext(
        "Waiting for your microphone. If your browser asks for permission near the address bar, choose Allow.",
      ),
      both: gettext(
        "Waiting for your camera and microphone. If your browser asks for permission near the address bar, choose Allow.",
      ),
    }),
  unanswered: (kinds) =>
    forDevices(kinds, {
      camera: gettext(
        "Your camera is not responding. If your browser asks for permission near the address bar, choose Allow. Otherwise, close other apps that may be using it, then try again.",
      ),
      microphone: gettext(
        "Your microphone is not responding. If your browser asks for permission near the address bar, choose Allow. Otherwise, close other apps that may be using it, then try again.",
      ),
      both: gettext(
        "Your camera and microphone are not responding. If your browser asks for permission near the address bar, choose Allow. Otherwise, close other apps that may be using them, then try again.",
      ),
    }),
  insecure: (kinds) =>
    forDevices(kinds, {
      camera: gettext(
        "Browsers allow the camera only over a secure connection. Ask the administrator of this site for its https address.",
      ),
      microphone: gettext(
        "Browsers allow the microphone only over a secure connection. Ask the administrator of this site for its https address.",
      ),
      both: gettext(
        "Browsers allow the camera and microphone only over a secure connection. Ask the administrator of this site for its https address.",
      ),
    }),
};
