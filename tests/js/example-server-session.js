/** A session with a fake media server: connections, timers, and everything that was sent. */

import { ConnectionFactory } from "../../static/js/rtc/connection-factory.js";
import { ServerSession } from "../../static/js/rtc/server/server-session.js";
import { asConnection, FakeConnection, settled } from "./fake-connection.js";
import { outgoing } from "./fake-tracks.js";
import { FakeTimers } from "./fake-timers.js";

/** @import {Source} from "../../static/js/media/media-state.js" */

/** @typedef {Record<string, {participantId: string, source: Source}>} Streams */

export const TURN = [{ urls: "turns:turn.example.org" }];

/** Create a factory of fake connections, and the list of those that it has created. */
export function newFactory() {
  /** @type {FakeConnection[]} */
  const connections = [];
  const factory = new ConnectionFactory(
    (configuration) => {
      const connection = new FakeConnection();
      connection.setConfiguration(configuration);
      connections.push(connection);
      return asConnection(connection);
    },
    () => {},
  );
  return { connections, factory };
}

/** @param {Parameters<typeof outgoing>} tracks */
export function newSession(...tracks) {
  const { connections, factory } = newFactory();
  const timers = new FakeTimers();
  const media = { outgoing: outgoing(...tracks) };
  /** @type {{name: string, payload: any}[]} */
  const sent = [];
  /** @type {string[][]} */
  const changes = [];
  /** @type {string[]} */
  const states = [];
  const parts = { changes, connections, factory, media, sent, states, timers, full: 0 };
  let ids = 0;
  const session = new ServerSession({
    roomId: "room",
    signaling: { sendSignal: (name, payload) => sent.push({ name, payload }) },
    media,
    connections: factory,
    listener: {
      gotStreams: (participantIds) => changes.push(participantIds),
      gotState: (state) => states.push(state),
      gotFull: () => (parts.full += 1),
    },
    timers,
    newId: () => `connection-${++ids}`,
  });
  /** @param {string} name @returns {any[]} */
  const payloads = (name) => sent.filter((one) => one.name === name).map(({ payload }) => payload);
  return Object.assign(parts, { payloads, session });
}

/** Answer the latest offer of a session. @param {ReturnType<typeof newSession>} parts */
export async function answer({ payloads, session }) {
  await settled();
  const { connectionId, number, sdp } = payloads("publish-media").at(-1);
  await session.gotAnswer({ connectionId, number, sdp: { type: "answer", sdp: sdp.sdp } });
  await settled();
}

/**
 * Offer streams to a session, as the media server does.
 * @param {ReturnType<typeof newSession>} parts
 * @param {number} number
 * @param {Streams} streams by mid, from 0
 */
export async function offer({ payloads, session }, number, streams) {
  const { connectionId } = payloads("subscribe-media").at(-1);
  const kinds = Object.values(streams).map(({ source }) => kindOf(source));
  const sdp = /** @type {const} */ ({ type: "offer", sdp: JSON.stringify({ kinds }) });
  await session.gotOffer({ connectionId, number, sdp, streams });
}

/** @param {string} name @param {Source} source */
export function stream(name, source) {
  return { participantId: `seat of ${name}`, source };
}

/** @param {Source} source */
function kindOf(source) {
  return source === "microphone" || source === "screen-sound" ? "audio" : "video";
}
