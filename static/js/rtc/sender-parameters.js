/**
 * Set the parameters of the RTCRtpSenders of a peer connection.
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
 * Limit the video that a connection sends.
 * @param {RTCPeerConnection} connection
 * @param {Encoding} encoding
 * @param {RTCDegradationPreference} degradationPreference
 */
export async function limitVideo(connection, encoding, degradationPreference) {
  for (const sender of sendersOf(connection, "video"))
    await setParameters(sender, { ...encoding }, degradationPreference);
}

/**
 * Let audio precede video: in the distribution of the available bandwidth and, where the network
 * supports it, in the queues of the network (DSCP).
 * @param {RTCPeerConnection} connection
 */
export async function prioritizeAudio(connection) {
  for (const sender of sendersOf(connection, "audio"))
    await setParameters(sender, { priority: "high", networkPriority: "high" });
}

/** @param {RTCPeerConnection} connection @param {"audio" | "video"} kind */
function sendersOf(connection, kind) {
  return connection
    .getTransceivers()
    .filter(({ currentDirection, receiver }) => {
      return receiver.track.kind === kind && currentDirection !== "stopped";
    })
    .map(({ sender }) => sender);
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
