/**
 * Find out which ways for media this browser has, before a meeting.
 *
 * The check gathers candidates on a connection of its own, which connects to nobody. TURN
 * credentials are only for people in a meeting. Therefore the check sends invalid ones: a refusal
 * proves that the TURN server can be reached. It does not prove that the server can relay.
 */

import { realTimers } from "../browser/timers.js";
import { IceServers } from "./ice-servers.js";

/** @import {Timers} from "../browser/timers.js" */
/** @import {NewConnection} from "./ice-servers.js" */

/**
 * - `possible`: a STUN server told the public address of this browser.
 * - `local`: only addresses of the local network are known.
 * - `blocked`: the browser has no address for media.
 * @typedef {"possible" | "local" | "blocked"} DirectWay
 */
/**
 * - `reachable`: a TURN server answered.
 * - `unreachable`: no TURN server answered.
 * - `unknown`: the browser does not report errors of TURN servers.
 * - `none`: there is no TURN server.
 * @typedef {"reachable" | "unreachable" | "unknown" | "none"} RelayWay
 */
/** @typedef {{direct: DirectWay, relay: RelayWay}} NetworkWays */
/** @typedef {{stun: string[], turn: string[]}} IceUrls */

/** A browser tries an unreachable server for about 10 s. */
const LONGEST_MS = 12_000;
/** https://www.w3.org/TR/webrtc/#rtcpeerconnectioniceerrorevent: no server was reached. */
const NOT_REACHED = 701;
const INVALID = { username: "connection-check", credential: "none" };

/**
 * @param {IceUrls} urls
 * @param {object} [parts]
 * @param {NewConnection} [parts.newConnection]
 * @param {Timers} [parts.timers]
 * @returns {Promise<NetworkWays>} after 12 s at most
 */
export async function checkNetwork(
  urls,
  { newConnection = (options) => new RTCPeerConnection(options), timers = realTimers } = {},
) {
  const findings = new Findings(urls);
  const connection = open(asServers(urls), newConnection);
  if (!connection) return findings.ways;
  await gather(connection, findings, timers);
  connection.close();
  return findings.ways;
}

/**
 * @param {RTCIceServer[]} servers
 * @param {NewConnection} newConnection
 * @returns {RTCPeerConnection | null} null if a setting or an extension of the browser forbids WebRTC
 */
function open(servers, newConnection) {
  try {
    const accepted = new IceServers(newConnection, () => {});
    return accepted.use(servers, (iceServers) => newConnection({ iceServers }));
  } catch {
    return null;
  }
}

/**
 * @param {RTCPeerConnection} connection
 * @param {Findings} findings
 * @param {Timers} timers
 */
async function gather(connection, findings, timers) {
  /** @type {any} */
  let timer;
  await new Promise((resolve) => {
    timer = timers.set(() => resolve(null), LONGEST_MS);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) findings.gotCandidate(candidate);
      if (!candidate || findings.isComplete) resolve(null);
    };
    connection.onicecandidateerror = (error) => {
      findings.gotError(error);
      if (findings.isComplete) resolve(null);
    };
    connection.createDataChannel("");
    connection.setLocalDescription().catch(resolve);
  });
  timers.clear(timer);
}

/** @param {IceUrls} urls @returns {RTCIceServer[]} */
function asServers({ stun, turn }) {
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...(turn.length > 0 ? [{ urls: turn, ...INVALID }] : []),
  ];
}

class Findings {
  #hasLocal = false;
  #hasPublic = false;
  #hasRelay = false;
  #hasSilentRelay = false;
  #urls;

  /** @param {IceUrls} urls */
  constructor(urls) {
    this.#urls = urls;
  }

  /** @param {Pick<RTCIceCandidate, "type">} candidate */
  gotCandidate({ type }) {
    this.#hasLocal ||= type === "host";
    this.#hasPublic ||= type === "srflx";
    this.#hasRelay ||= type === "relay";
  }

  /** @param {Pick<RTCPeerConnectionIceErrorEvent, "errorCode" | "url">} error */
  gotError({ errorCode, url }) {
    if (!/^turns?:/iu.test(url)) return;
    if (errorCode === NOT_REACHED) this.#hasSilentRelay = true;
    else this.#hasRelay = true;
  }

  /** Whether nothing better can be found. */
  get isComplete() {
    const { stun, turn } = this.#urls;
    const isDirectKnown = this.#hasPublic || (stun.length === 0 && this.#hasLocal);
    return isDirectKnown && (turn.length === 0 || this.#hasRelay);
  }

  /** @returns {NetworkWays} */
  get ways() {
    return { direct: this.#direct, relay: this.#relay };
  }

  /** @returns {DirectWay} */
  get #direct() {
    if (this.#hasPublic) return "possible";
    return this.#hasLocal ? "local" : "blocked";
  }

  /** @returns {RelayWay} */
  get #relay() {
    if (this.#urls.turn.length === 0) return "none";
    if (this.#hasRelay) return "reachable";
    return this.#hasSilentRelay ? "unreachable" : "unknown";
  }
}
