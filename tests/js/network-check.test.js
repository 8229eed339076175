import assert from "node:assert/strict";
import { test } from "node:test";
import { checkNetwork } from "../../static/js/rtc/network-check.js";
import { settled } from "./fake-connection.js";
import { FakeTimers } from "./fake-timers.js";

const STUN = "stun:stun.example.org";
const TURN = "turn:turn.example.org?transport=udp";
const TURNS = "turns:turn.example.org?transport=tcp";

class GatheringConnection {
  isClosed = false;
  /** @type {(event: {candidate: {type: string} | null}) => void} */
  onicecandidate = () => {};
  /** @type {(event: {errorCode: number, url: string}) => void} */
  onicecandidateerror = () => {};
  createDataChannel() {}
  async setLocalDescription() {}
  close() {
    this.isClosed = true;
  }
  /** @param {string[]} types */
  find(...types) {
    for (const type of types) this.onicecandidate({ candidate: { type } });
  }
  /** @param {number} errorCode @param {string[]} urls */
  fail(errorCode, ...urls) {
    for (const url of urls) this.onicecandidateerror({ errorCode, url });
  }
  end() {
    this.onicecandidate({ candidate: null });
  }
}

/** @param {{stun: string[], turn: string[]}} urls @param {(configuration: any) => void} [construct] */
function begin(urls, construct = () => {}) {
  const timers = new FakeTimers();
  const connection = new GatheringConnection();
  /** @type {any[]} */
  const configurations = [];
  const newConnection = (/** @type {any} */ configuration) => {
    construct(configuration);
    configurations.push(configuration);
    return /** @type {any} */ (connection);
  };
  const checking = checkNetwork(urls, { newConnection, timers });
  return { checking, connection, configurations, timers };
}

test("an address from a STUN server and a refusal by a TURN server end the check", async () => {
  const { checking, connection, configurations, timers } = begin({ stun: [STUN], turn: [TURN] });
  connection.find("host", "srflx");
  connection.fail(401, TURN);
  assert.deepEqual(await checking, { direct: "possible", relay: "reachable" });
  assert.deepEqual([connection.isClosed, timers.count], [true, 0]);
  assert.deepEqual(configurations[0].iceServers, [
    { urls: [STUN] },
    { urls: [TURN], username: "connection-check", credential: "none" },
  ]);
});

test("one TURN server that answers is enough, whatever the others do", async () => {
  const { checking, connection } = begin({ stun: [STUN], turn: [TURN, TURNS] });
  connection.find("host", "srflx");
  connection.fail(701, TURN);
  connection.fail(401, TURNS);
  assert.deepEqual(await checking, { direct: "possible", relay: "reachable" });
});

test("TURN servers that nobody reached, and a STUN server that fails, are told apart", async () => {
  const { checking, connection } = begin({ stun: [STUN], turn: [TURN] });
  connection.find("host");
  connection.fail(701, STUN);
  connection.fail(701, TURN);
  connection.end();
  assert.deepEqual(await checking, { direct: "local", relay: "unreachable" });
});

test("a browser that reports no errors does not know the relay", async () => {
  const { checking, connection } = begin({ stun: [], turn: [TURN] });
  connection.end();
  assert.deepEqual(await checking, { direct: "blocked", relay: "unknown" });
});

test("without servers, an address of the own network is the best result", async () => {
  const { checking, connection } = begin({ stun: [], turn: [] });
  connection.find("host");
  assert.deepEqual(await checking, { direct: "local", relay: "none" });
});

test("a check that does not end is ended after 12 s", async () => {
  const { checking, connection, timers } = begin({ stun: [STUN], turn: [TURN] });
  connection.find("host");
  await settled();
  assert.equal(connection.isClosed, false);
  timers.pass(12);
  assert.deepEqual(await checking, { direct: "local", relay: "unknown" });
  assert.equal(connection.isClosed, true);
});

test("a browser without WebRTC has no way for media", async () => {
  const { checking } = begin({ stun: [STUN], turn: [] }, () => {
    throw new TypeError("RTCPeerConnection is not a constructor");
  });
  assert.deepEqual(await checking, { direct: "blocked", relay: "none" });
});
