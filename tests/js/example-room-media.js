/** The media of a room with fake connections and timers, and people in it. */

import { RoomMedia } from "../../static/js/rtc/room-media.js";
import { asConnection, FakeConnection, settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";
import { FakeStream, FakeTrack, outgoing } from "./fake-tracks.js";

/** @import {Source} from "../../static/js/media/media-state.js" */
/** @import {PresentPerson} from "../../static/js/rtc/playback.js" */
/** @import {PeerStreams} from "../../static/js/rtc/received-streams.js" */

export const OVER_MESH = { over: /** @type {const} */ ("mesh"), generation: 0 };
export const OVER_SERVER = { over: /** @type {const} */ ("server"), generation: 1 };
export const SOUND_ONLY = { over: /** @type {const} */ ("sound-only"), generation: 2 };

export function newRoomMedia() {
  /** @type {{name: string, payload: any}[]} */
  const sent = [];
  /** @type {FakeConnection[]} */
  const connections = [];
  /** @type {Map<string, PeerStreams>} */
  const streams = new Map();
  /** @type {[string, string][]} */
  const states = [];
  /** @type {string[]} */
  const lost = [];
  /** @type {string[]} */
  const serverStates = [];
  const timers = new FakeTimers();
  const media = { outgoing: outgoing(new FakeTrack("audio"), new FakeTrack("video")) };
  let ids = 0;
  const roomMedia = new RoomMedia({
    signaling: { sendSignal: (name, payload) => sent.push({ name, payload }) },
    media,
    listener: {
      gotStreams: (peerId, received) => streams.set(peerId, received),
      gotLinkState: (peerId, state) => states.push([peerId, state]),
      lostLink: (peerId) => lost.push(peerId),
      gotServerState: (state) => serverStates.push(state),
      gotServerFull: () => {},
      gotUnusableServers: () => {},
    },
    newConnection: () => {
      const connection = new FakeConnection();
      connections.push(connection);
      return asConnection(connection);
    },
    newStream: () => /** @type {any} */ (new FakeStream()),
    timers,
    newId: () => `connection-${++ids}`,
  });
  /** @param {string} name @returns {any[]} */
  const payloads = (name) => sent.filter((one) => one.name === name).map(({ payload }) => payload);
  return {
    connections,
    lost,
    media,
    payloads,
    roomMedia,
    sent,
    serverStates,
    states,
    streams,
    timers,
  };
}

/** The state of each link last told. @param {Parts} parts */
export function lastStates({ states }) {
  return Object.fromEntries(states);
}

/** @typedef {ReturnType<typeof newRoomMedia>} Parts */

/** @param {string} name @param {Partial<PresentPerson>} fields @returns {PresentPerson} */
export function present(name, fields = {}) {
  return {
    participantId: `seat of ${name}`,
    socketId: name,
    usesMediaServer: true,
    hasTwoPictures: true,
    isMuted: false,
    isReachable: true,
    expected: ["microphone", "camera"],
    ...fields,
  };
}

/** Return the data of people who are present on entering. @param {string[]} names */
export function peersWithServer(...names) {
  return names.map((id) => ({ id, keepsConnections: true, usesMediaServer: true }));
}

/**
 * Offer the streams of people over the newest media server: microphone and camera of each.
 * @param {Parts} parts
 * @param {number} number
 * @param {string[]} names
 */
export async function offerPeople({ payloads, roomMedia }, number, ...names) {
  const { connectionId } = payloads("subscribe-media").at(-1);
  const lines = names.flatMap((name) => [
    { participantId: `seat of ${name}`, source: /** @type {Source} */ ("microphone") },
    { participantId: `seat of ${name}`, source: /** @type {Source} */ ("camera") },
  ]);
  const kinds = lines.map(({ source }) => (source === "camera" ? "video" : "audio"));
  const sdp = /** @type {const} */ ({ type: "offer", sdp: JSON.stringify({ kinds }) });
  const streams = Object.fromEntries(lines.entries());
  roomMedia.gotServerEvent("media-offer", { connectionId, number, sdp, streams });
  await settled();
}

/**
 * Let packets or frames arrive on the lines of a connection, from now on.
 * @param {FakeConnection | undefined} connection
 * @param {number[]} lines
 */
export function arrive(connection, ...lines) {
  let count = 0;
  for (const line of lines) {
    const transceiver = connection?.transceivers[line];
    const report = () => ({
      type: "inbound-rtp",
      kind: transceiver?.kind,
      packetsReceived: ++count,
      framesDecoded: count,
    });
    Object.assign(transceiver?.receiver ?? {}, {
      getStats: async () => new Map([["in", report()]]),
    });
  }
}

/** Pass time in the steps in which counters are read. @param {Parts} parts @param {number} seconds */
export async function pass({ timers }, seconds) {
  for (let passed = 0; passed < seconds; passed += 0.25) {
    timers.pass(0.25);
    await settled();
  }
}
