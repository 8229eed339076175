/**
 * Read the loudness of the sound that arrives over a peer connection.
 *
 * Senders state the level in each packet
 * (https://www.w3.org/TR/webrtc/#dom-rtcrtpcontributingsource-audiolevel). The level is 0 if a
 * sender does not state it, and if no packet has arrived since the previous reading: browsers
 * repeat the level of the last packet for 10 s.
 */

export class ReceivedLevel {
  /** @type {WeakMap<RTCRtpReceiver, number>} the time of the last packet that was read */
  #readPackets = new WeakMap();

  /**
   * @param {RTCRtpReceiver[]} receivers
   * @returns {number} of the loudest sound, from 0 to 1
   */
  read(receivers) {
    return Math.max(0, ...receivers.map((receiver) => this.#readOne(receiver)));
  }

  /** @param {RTCRtpReceiver} receiver */
  #readOne(receiver) {
    const [packet] = receiver.getSynchronizationSources?.() ?? [];
    if (!packet || packet.timestamp === this.#readPackets.get(receiver)) return 0;
    this.#readPackets.set(receiver, packet.timestamp);
    return packet.audioLevel ?? 0;
  }
}
