/** A mesh with fake connections and timers, and example descriptions. */

import { ConnectionFactory } from "../../static/js/rtc/connection-factory.js";
import { Mesh } from "../../static/js/rtc/mesh.js";
import { asConnection, FakeConnection } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";
import { outgoing } from "./fake-tracks.js";

/** @import {TracksBySource} from "../../static/js/rtc/media-session.js" */

/** @typedef {{name: string, payload: any}} Sent */

/** Create a mesh with fake connections, and return it with everything that it did. */
export function newMesh() {
  /** @type {Sent[]} */
  const sent = [];
  /** @type {FakeConnection[]} */
  const connections = [];
  /** @type {string[]} */
  const lost = [];
  /** @type {Map<string, TracksBySource>} */
  const tracks = new Map();
  /** @type {[string, string][]} */
  const moved = [];
  /** @type {[string, string][]} */
  const states = [];
  /** @type {string[]} */
  const unusable = [];
  const media = { outgoing: outgoing() };
  const timers = new FakeTimers();
  const mesh = new Mesh({
    signaling: { sendSignal: (name, payload) => sent.push({ name, payload }) },
    media,
    listener: {
      gotTracks: (peerId, received) => tracks.set(peerId, received),
      movedLink: (previousId, peerId) => moved.push([previousId, peerId]),
      gotLinkState: (peerId, state) => states.push([peerId, state]),
      lostLink: (peerId) => lost.push(peerId),
    },
    timers,
    connections: new ConnectionFactory(
      (configuration) => {
        if (configuration.iceServers?.some(({ urls }) => urls.includes(" ")))
          throw new SyntaxError("Invalid ICE URL");
        const connection = new FakeConnection();
        connection.setConfiguration(configuration);
        connections.push(connection);
        return asConnection(connection);
      },
      (urls) => unusable.push(...urls),
    ),
  });
  return { connections, lost, media, mesh, moved, sent, states, timers, tracks, unusable };
}

/** Return the data of peers that are already present on entering. @param {string[]} ids */
export function peers(...ids) {
  return ids.map((id) => ({ id, keepsConnections: false }));
}

/**
 * Return a description with a fingerprint that identifies the connection.
 * @param {"offer" | "answer"} type
 * @param {string} page
 */
export function from(type, page) {
  return { type, sdp: `{"kinds":["audio","video"],"line":"a=fingerprint:sha-256 ${page} "}` };
}

/** Return the number of offers sent. @param {ReturnType<typeof newMesh>} parts */
export function offers({ sent }) {
  return sent.filter(({ name }) => name === "offer").length;
}

export const OFFER = { type: /** @type {const} */ ("offer"), sdp: '{"kinds":["audio","video"]}' };
export const SERVERS = [{ urls: "stun:stun.example.org" }];
