/**
 * The connection on which this client receives other people's sources from a media server.
 *
 * The media server makes all offers; they are applied in the order in which they arrive. An offer
 * that arrives again is answered again, because its answer may have been lost. The line of a source
 * may carry the source of another person after the next offer. This class does not know people.
 */

import { LossWatch } from "../loss-watch.js";

/** @import {MediaOffer} from "./messages.js" */
/** @import {ForwardedStream} from "./forwarded-streams.js" */
/** @import {ConnectionParts} from "./repaired-connection.js" */

export class SubscribingConnection {
  /** @type {RTCPeerConnection} */
  connection;
  #hasOffer = false;
  #send;
  #gotStreams;
  #gotError;
  #loss;
  #number = 0;
  #queue = Promise.resolve();

  /**
   * @param {ConnectionParts} parts
   * @param {(streams: ForwardedStream[]) => void} gotStreams called with all streams
   */
  constructor({ id, connection, send, gotState, gotError, timers }, gotStreams) {
    this.id = id;
    this.connection = connection;
    this.#send = send;
    this.#gotStreams = gotStreams;
    this.#gotError = gotError;
    this.#loss = new LossWatch(connection, { restart: () => this.repair(), gotState, timers });
    connection.onicecandidate = ({ candidate }) =>
      send("media-candidate", { connectionId: id, candidate: candidate?.toJSON() ?? null });
    send("subscribe-media", { connectionId: id });
  }

  /** @param {MediaOffer} offer */
  gotOffer(offer) {
    this.#queue = this.#queue.then(() => this.#apply(offer)).catch(this.#gotError);
    return this.#queue;
  }

  /** Ask for an offer again that may have been lost. */
  resume() {
    // A new home of the room may count from an older number.
    this.#number = 0;
    this.#send("subscribe-media", { connectionId: this.id });
  }

  /** Ask for an offer that restarts ICE, or for the first offer. */
  repair() {
    const restart = this.#hasOffer && { restart: true };
    this.#send("subscribe-media", { connectionId: this.id, ...restart });
  }

  close() {
    this.#loss.stop();
    this.connection.onicecandidate = null;
    this.connection.close();
  }

  /** @param {MediaOffer} offer */
  async #apply({ number, sdp, streams }) {
    if (number < this.#number || this.connection.signalingState === "closed") return;
    this.#number = number;
    this.#hasOffer = true;
    await this.connection.setRemoteDescription(sdp);
    await this.connection.setLocalDescription();
    this.#gotStreams(this.#withReceivers(streams));
    const { localDescription } = this.connection;
    const answer = { type: localDescription?.type, sdp: localDescription?.sdp };
    this.#send("answer-media", { connectionId: this.id, number, sdp: answer });
  }

  /** @param {MediaOffer["streams"]} streams @returns {ForwardedStream[]} */
  #withReceivers(streams) {
    return this.connection.getTransceivers().flatMap(({ mid, receiver }) => {
      const stream = streams[mid ?? ""];
      return stream ? [{ ...stream, receiver }] : [];
    });
  }
}
