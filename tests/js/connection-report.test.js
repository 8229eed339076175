import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionReport } from "../../static/js/rtc/connection-report.js";

/** Return the statistics of a connection after some seconds. @param {number} seconds */
function after(seconds, fields = {}) {
  const timestamp = seconds * 1000;
  const reports = {
    transport: { type: "transport", selectedCandidatePairId: "used" },
    unused: { type: "candidate-pair", nominated: true, currentRoundTripTime: 7 },
    used: {
      type: "candidate-pair",
      currentRoundTripTime: 0.0421,
      localCandidateId: "local",
      remoteCandidateId: "remote",
    },
    local: { type: "local-candidate", candidateType: "host", address: "192.0.2.1" },
    remote: { type: "remote-candidate", candidateType: "srflx", address: "192.0.2.2" },
    vp8: { type: "codec", mimeType: "video/VP8" },
    opus: { type: "codec", mimeType: "audio/opus" },
    sound: {
      type: "inbound-rtp",
      timestamp,
      packetsReceived: 50 * seconds,
      packetsLost: 0,
      bytesReceived: 4000 * seconds,
      headerBytesReceived: 1000 * seconds,
      codecId: "opus",
    },
    picture: {
      type: "inbound-rtp",
      timestamp,
      packetsReceived: 45 * seconds,
      packetsLost: 5 * seconds,
      bytesReceived: 50_000 * seconds,
      headerBytesReceived: 0,
      frameWidth: 640,
      frameHeight: 360,
      framesPerSecond: 24.6,
      codecId: "vp8",
    },
    idle: { type: "inbound-rtp", timestamp, packetsReceived: 0, packetsLost: 0, bytesReceived: 0 },
    out: {
      type: "outbound-rtp",
      timestamp,
      bytesSent: 12_500 * seconds,
      headerBytesSent: 0,
      frameWidth: 320,
      frameHeight: 180,
      framesPerSecond: 15,
      codecId: "vp8",
    },
    reported: { type: "remote-inbound-rtp", fractionLost: 0.02 },
    worse: { type: "remote-inbound-rtp", fractionLost: 0.125 },
    ...fields,
  };
  return Object.entries(reports).map(
    ([id, report]) => /** @type {[string, any]} */ ([id, { id, ...report }]),
  );
}

test("a report has the path, the delay, and what flows in both directions", () => {
  assert.deepEqual(connectionReport(after(4), after(5)), {
    path: "direct",
    roundTripMs: 42,
    received: {
      loss: 0.05,
      kbitPerSecond: 440,
      pictures: [{ width: 640, height: 360, framesPerSecond: 25 }],
      codecs: ["VP8", "opus"],
    },
    sent: {
      loss: 0.125,
      kbitPerSecond: 100,
      pictures: [{ width: 320, height: 180, framesPerSecond: 15 }],
      codecs: ["VP8"],
    },
  });
});

test("a report has no address", () => {
  assert.doesNotMatch(JSON.stringify(connectionReport(after(4), after(5))), /192/);
});

test("the first reading has no rates", () => {
  const { received, sent } = connectionReport(undefined, after(5));
  assert.deepEqual([received.loss, received.kbitPerSecond, sent.kbitPerSecond], [null, null, null]);
});

test("nothing is known without statistics", () => {
  const nothing = { loss: null, kbitPerSecond: null, pictures: [], codecs: [] };
  const expected = { path: null, roundTripMs: null, received: nothing, sent: nothing };
  assert.deepEqual(connectionReport(undefined, []), expected);
});

test("the path names the relay and its protocol", () => {
  /** @param {object} local @param {object} remote */
  const path = (local, remote) =>
    connectionReport(
      undefined,
      after(5, {
        local: { type: "local-candidate", ...local },
        remote: { type: "remote-candidate", ...remote },
      }),
    ).path;
  const [direct, relay] = [{ candidateType: "prflx" }, { candidateType: "relay" }];
  assert.equal(path({ ...relay, relayProtocol: "udp" }, direct), "relay-udp");
  assert.equal(path({ ...relay, relayProtocol: "tcp" }, relay), "relay-tcp");
  assert.equal(path({ ...relay, relayProtocol: "tls" }, direct), "relay-tls");
  assert.equal(path(direct, relay), "relay");
  assert.equal(path(direct, direct), "direct");
});

test("a browser without a selected pair has a nominated one", () => {
  const { roundTripMs } = connectionReport(undefined, after(5, { transport: {} }));
  assert.equal(roundTripMs, 7000);
});

test("packets that arrive late are no gain", () => {
  const late = after(5, {
    picture: { type: "inbound-rtp", timestamp: 5000, packetsReceived: 300, packetsLost: 0 },
  });
  assert.equal(connectionReport(after(4), late).received.loss, 0);
});
