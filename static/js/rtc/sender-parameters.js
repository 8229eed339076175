/**
 * Set the parameters of the RTCRtpSenders of peer connections.
 *
 * Parameters that a sender already has are not set again, so that this may be repeated. A change
 * needs no negotiation. Browsers ignore members that they don't know.
 */

/** @import {Encoding} from "./send-quality.js" */

/**
 * The parameters last set, as JSON.
 * @type {WeakMap<RTCRtpSender, string>}
 */
const lastSet = new WeakMap();

/**
 * Limit the video of a sender.
 * @param {RTCRtpSender} sender
 * @param {Encoding} encoding
 * @param {RTCDegradationPreference} degradationPreference
 */
export async function limitVideo(sender, encoding, degradationPreference) {
  await setParameters(sender, { ...encoding }, degradationPreference);
}

/**
 * Let the audio of a sender precede video: in the distribution of the available bandwidth and, where
 * the network supports it, in the queues of the network (DSCP).
 * @param {RTCRtpSender} sender
 */
export async function prioritizeAudio(sender) {
  await setParameters(sender, { priority: "high", networkPriority: "high" });
}

/**
 * @param {RTCRtpSender} sender
 * @param {RTCRtpEncodingParameters} wanted
 * @param {RTCDegradationPreference} [degradationPreference]
 */
async function setParameters(sender, wanted, degradationPreference) {
  const key = JSON.stringify([wanted, degradationPreference]);
  if (lastSet.get(sender) === key) return;
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  Object.assign(encoding, wanted);
  if (degradationPreference) parameters.degradationPreference = degradationPreference;
  lastSet.set(sender, key);
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    lastSet.delete(sender);
    throw error;
  }
}
