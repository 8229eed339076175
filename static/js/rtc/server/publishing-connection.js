/**
 * The connection on which this client sends its sources to a media server.
 *
 * This client makes all offers. An offer waits for its answer before the next one is made. An offer
 * that may have been lost is sent again under a higher number. This class does not know which media
 * server it is connected to, or who receives the sources.
 */

import { LossWatch } from "../loss-watch.js";
import { SentLines } from "./sent-lines.js";

/** @import {OutgoingTracks} from "../../media/local-media.js" */
/** @import {MediaAnswer} from "./messages.js" */
/** @import {ConnectionParts} from "./repaired-connection.js" */

export class PublishingConnection {
  /** @type {RTCPeerConnection} */
  connection;
  #send;
  #gotError;
  #lines;
  #loss;
  /** Number of the latest offer. */
  #number = 0;
  /** Numbers from this one on belong to the offer that waits for its answer. */
  #firstOfOffer = 0;
  #isAnswered = true;

  /** @param {ConnectionParts} parts @param {OutgoingTracks} outgoing */
  constructor({ id, connection, send, gotState, gotError, timers }, outgoing) {
    this.id = id;
    this.connection = connection;
    this.#send = send;
    this.#gotError = gotError;
    this.#lines = new SentLines(connection, gotError);
    this.#loss = new LossWatch(connection, { restart: () => this.repair(), gotState, timers });
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) =>
      send("media-candidate", { connectionId: id, candidate: candidate?.toJSON() ?? null });
    this.#lines.send(outgoing);
  }

  /** Send these tracks from now on. @param {OutgoingTracks} outgoing */
  setOutgoing(outgoing) {
    this.#lines.send(outgoing);
  }

  /** @param {MediaAnswer} answer */
  async gotAnswer({ number, sdp }) {
    if (this.#isAnswered || number < this.#firstOfOffer) return;
    this.#isAnswered = true;
    try {
      await this.connection.setRemoteDescription(sdp);
    } catch (error) {
      this.#isAnswered = false;
      this.#gotError(error);
    }
  }

  /** Send an offer again whose answer may have been lost. */
  resume() {
    if (!this.#isAnswered) this.#sendOffer();
  }

  /** Send the unanswered offer again, or restart ICE. */
  repair() {
    if (this.#isAnswered) this.connection.restartIce();
    else this.#sendOffer();
  }

  close() {
    this.#loss.stop();
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.close();
  }

  async #negotiate() {
    try {
      await this.connection.setLocalDescription();
      this.#firstOfOffer = this.#number + 1;
      this.#isAnswered = false;
      this.#sendOffer();
    } catch (error) {
      this.#gotError(error);
    }
  }

  #sendOffer() {
    const { type, sdp } = this.connection.localDescription ?? {};
    this.#number += 1;
    this.#send("publish-media", {
      connectionId: this.id,
      number: this.#number,
      sdp: { type, sdp },
      sources: this.#lines.sources,
    });
  }
}
