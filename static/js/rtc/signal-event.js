/** Convert the signals of a `PeerLink` to events of the native protocol. */

/** @import {Signal} from "./peer-link.js" */

/**
 * Return the name and the payload of the event that relays a signal to a peer.
 * @param {string} targetId the peer's socket id
 * @param {Signal} signal
 * @returns {[name: string, payload: object]}
 */
export function signalEvent(targetId, signal) {
  if ("candidate" in signal) {
    return ["ice-candidate", { targetId, candidate: signal.candidate.toJSON() }];
  }
  const { description, sources } = signal;
  const { type, sdp } = description;
  return [type, { targetId, sdp: { type, sdp }, ...(sources && { sources }) }];
}
