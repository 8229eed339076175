/**
 * Send and receive the media of a room through one media server, by participant id.
 *
 * A session has one publishing and one subscribing connection. Both continue while the socket is
 * disconnected; afterwards everything that may have been lost is sent again. Another media server
 * needs another session. The session does not know Meet's socket, the page, or what other sessions
 * receive.
 *
 * connecting ──▶ connected ⇄ lost ──all steps failed──▶ unreachable ──retry()──▶ lost
 */

import { newRandomKey } from "../../browser/random-key.js";
import { realTimers } from "../../browser/timers.js";
import { withoutPictures } from "../direct-tracks.js";
import { PublishingConnection } from "./publishing-connection.js";
import { ForwardedStreams } from "./forwarded-streams.js";
import { RepairedConnection } from "./repaired-connection.js";
import { SubscribingConnection } from "./subscribing-connection.js";

/** @import {Timers} from "../../browser/timers.js" */
/** @import {OutgoingTracks} from "../../media/local-media.js" */
/** @import {ConnectionFactory} from "../connection-factory.js" */
/** @import {MediaAnswer, MediaOffer, MediaRefused} from "./messages.js" */
/** @import {ConnectionParts} from "./repaired-connection.js" */

/** @typedef {"connecting" | "connected" | "lost" | "unreachable"} SessionState */

/**
 * @typedef {object} ServerSessionListener
 * @property {(participantIds: string[]) => void} gotStreams called when the streams of these people
 *   have changed
 * @property {(state: SessionState) => void} gotState called after a change
 * @property {() => void} gotFull called if the media server accepts no more cameras and screens
 */

/**
 * @typedef {object} SessionParts
 * @property {string} roomId
 * @property {{sendSignal: (name: string, payload: object) => void}} signaling
 * @property {{outgoing: OutgoingTracks}} media
 * @property {ServerSessionListener} listener
 * @property {ConnectionFactory} connections
 * @property {Timers} [timers]
 * @property {() => string} [newId] returns an unused id for a connection
 */

export class ServerSession {
  #media;
  #listener;
  #forwarded = new ForwardedStreams();
  #publishing;
  #subscribing;
  #sendsPictures = true;
  #isReachable = true;
  /** Whether there was something to receive. Without others, there is nothing to connect to. */
  #receives = false;
  #wasConnected = false;
  /** @type {SessionState} */
  #state = "connecting";

  /** @param {SessionParts} parts */
  constructor({
    roomId,
    signaling,
    media,
    listener,
    connections,
    timers = realTimers,
    newId = newRandomKey,
  }) {
    this.#media = media;
    this.#listener = listener;
    const shared = {
      connections,
      send: (/** @type {string} */ name, /** @type {object} */ payload) =>
        signaling.sendSignal(name, { roomId, ...payload }),
      gotChange: () => this.#changed(),
      timers,
      newId,
    };
    this.#publishing = new RepairedConnection({ ...shared, open: (parts) => this.#publish(parts) });
    this.#subscribing = new RepairedConnection({
      ...shared,
      open: (parts) => this.#subscribe(parts),
    });
  }

  get state() {
    return this.#state;
  }

  /** The connection on which this client sends. */
  get uploadLink() {
    return this.#publishing.current;
  }

  /** @param {string} participantId */
  streamsOf(participantId) {
    return this.#forwarded.of(participantId);
  }

  /** @param {string} participantId */
  tracksOf(participantId) {
    return this.#forwarded.tracksOf(participantId);
  }

  /** @param {MediaAnswer} answer */
  async gotAnswer(answer) {
    const { current } = this.#publishing;
    if (answer.connectionId !== current.id) return;
    this.#publishing.gotAcceptance();
    await current.gotAnswer(answer);
  }

  /** @param {MediaOffer} offer */
  async gotOffer(offer) {
    const { current } = this.#subscribing;
    if (offer.connectionId !== current.id) return;
    this.#subscribing.gotAcceptance();
    await current.gotOffer(offer);
    this.#receives = true;
    this.watch(this.#isReachable);
  }

  /** @param {MediaRefused} refusal */
  gotRefusal({ connectionId, code }) {
    const refused = [this.#publishing, this.#subscribing].find(
      ({ current }) => current.id === connectionId,
    );
    const isFull = code === "MEDIA_SERVER_FULL" && refused === this.#publishing;
    if (isFull && this.#sendsPictures) this.#sendOnlySound();
    else refused?.gotRefusal();
  }

  /** Send again what may have been lost with the connection to Meet's server. */
  resume() {
    this.#publishing.resume();
    this.#subscribing.resume();
  }

  /** Restart ICE on both connections. */
  repair() {
    for (const { current } of this.#needed) current.repair();
  }

  /** Repair the connections while Meet's server can be reached. @param {boolean} isReachable */
  watch(isReachable) {
    this.#isReachable = isReachable;
    this.#publishing.watch(isReachable);
    this.#subscribing.watch(isReachable && this.#receives);
    this.#changed();
  }

  /** Replace the connections that can't be established, because the person asks for it. */
  retry() {
    for (const one of this.#needed) one.retry();
    this.#changed();
  }

  /** Send the current local tracks. A camera that the media server refused is tried again. */
  tracksChanged() {
    const { camera, screen } = this.#media.outgoing.tracks;
    if (!camera && !screen) this.#sendsPictures = true;
    this.#publishing.current.setOutgoing(this.#outgoing);
  }

  /** Do not play the microphones of exactly these people. @param {string[]} participantIds */
  muteAudio(participantIds) {
    this.#forwarded.muteAudio(participantIds);
  }

  /** Use the current STUN and TURN servers from the next ICE restart on. */
  iceServersChanged() {
    this.#publishing.iceServersChanged();
    this.#subscribing.iceServersChanged();
  }

  close() {
    this.#publishing.close();
    this.#subscribing.close();
  }

  /** @param {ConnectionParts} parts */
  #publish(parts) {
    return new PublishingConnection(parts, this.#outgoing);
  }

  /** @param {ConnectionParts} parts */
  #subscribe(parts) {
    return new SubscribingConnection(parts, (streams) =>
      this.#listener.gotStreams(this.#forwarded.replace(streams)),
    );
  }

  #sendOnlySound() {
    this.#sendsPictures = false;
    this.#publishing.replace();
    this.#listener.gotFull();
  }

  /** The connections without which this client does not send or receive. */
  get #needed() {
    return this.#receives ? [this.#publishing, this.#subscribing] : [this.#publishing];
  }

  #changed() {
    const state = this.#currentState();
    if (state === "connected") this.#wasConnected = true;
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.gotState(state);
  }

  /** @returns {SessionState} */
  #currentState() {
    const needed = this.#needed;
    if (needed.every(({ isConnected }) => isConnected)) return "connected";
    if (needed.some(({ hasGivenUp }) => hasGivenUp)) return "unreachable";
    return this.#wasConnected ? "lost" : "connecting";
  }

  /** @returns {OutgoingTracks} */
  get #outgoing() {
    const { outgoing } = this.#media;
    return this.#sendsPictures ? outgoing : withoutPictures(outgoing);
  }
}
