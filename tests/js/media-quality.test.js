import assert from "node:assert/strict";
import { test } from "node:test";
import { bothTotals, isSimilar, mediaQuality } from "../../static/js/rtc/media-quality.js";

/**
 * Return the statistics of a connection that has carried a number of packets in each direction.
 * @param {number} packets
 * @param {Record<string, any>} [fields]
 */
function carrying(packets, { lost = 0, sentLost = 0, seconds = 0.04, ...fields } = {}) {
  const reports = {
    used: {
      type: "candidate-pair",
      nominated: true,
      currentRoundTripTime: seconds,
      localCandidateId: "local",
    },
    local: { type: "local-candidate", candidateType: "host" },
    in: {
      type: "inbound-rtp",
      packetsReceived: packets - lost,
      packetsLost: lost,
      frameWidth: 360,
      frameHeight: 640,
      framesPerSecond: 20,
    },
    out: { type: "outbound-rtp", packetsSent: packets },
    large: { type: "outbound-rtp", frameWidth: 1280, frameHeight: 720, framesPerSecond: 20 },
    reported: { type: "remote-inbound-rtp", packetsLost: sentLost },
    ...fields,
  };
  return Object.entries(reports).map(
    ([id, report]) => /** @type {[string, any]} */ ([id, { id, ...report }]),
  );
}

const NOTHING = bothTotals([]);

/** @param {ReturnType<typeof carrying>} stats */
function link(stats, isServed = false, before = NOTHING) {
  return { before, isServed, stats, totals: bothTotals(stats) };
}

test("one connection gives its round trip, its losses and the largest pictures", () => {
  const stats = carrying(1000, { lost: 25, sentLost: 10 });
  assert.deepEqual(mediaQuality([link(stats)]), {
    over: "direct",
    isRelayed: false,
    roundTripMs: 40,
    receivedLoss: 0.025,
    sentLoss: 0.01,
    receivedHeight: 360,
    sentHeight: 720,
  });
});

test("losses are those of all packets since the earlier reading", () => {
  const earlier = bothTotals(carrying(1000, { lost: 500 }));
  const links = [
    link(carrying(1100, { lost: 510 }), false, earlier),
    link(carrying(900), false, NOTHING),
  ];
  assert.equal(mediaQuality(links).receivedLoss, 0.01);
});

test("a loss of a few packets is not known", () => {
  const { receivedLoss, sentLoss } = mediaQuality([link(carrying(19, { lost: 9 }))]);
  assert.deepEqual([receivedLoss, sentLoss], [null, null]);
});

test("one slow peer of three does not make this client slow", () => {
  const links = [0.03, 0.9, 0.05].map((seconds) => link(carrying(100, { seconds })));
  assert.equal(mediaQuality(links).roundTripMs, 50);
});

test("the way is that of all links together", () => {
  const [served, direct] = [link(carrying(100), true), link(carrying(100))];
  const over = [[served], [direct], [served, direct]].map((links) => mediaQuality(links).over);
  assert.deepEqual(over, ["server", "direct", "mixed"]);
});

test("a TURN server on the way is told", () => {
  const local = { type: "local-candidate", candidateType: "relay", relayProtocol: "tls" };
  assert.equal(mediaQuality([link(carrying(100)), link(carrying(100, { local }))]).isRelayed, true);
});

test("without statistics, nothing is known", () => {
  const { receivedHeight, roundTripMs, sentHeight } = mediaQuality([link([])]);
  assert.deepEqual([receivedHeight, roundTripMs, sentHeight], [0, null, 0]);
});

test("small differences are similar, others are not", () => {
  const quality = mediaQuality([link(carrying(1000, { lost: 20 }))]);
  assert.ok(isSimilar(quality, { ...quality, roundTripMs: 55, receivedLoss: 0.025 }));
  for (const changed of [
    { over: /** @type {const} */ ("server") },
    { isRelayed: true },
    { roundTripMs: 80 },
    { roundTripMs: null },
    { receivedLoss: 0.04 },
    { sentLoss: null },
    { receivedHeight: 180 },
    { sentHeight: 0 },
  ]) {
    assert.ok(!isSimilar(quality, { ...quality, ...changed }), JSON.stringify(changed));
  }
  assert.ok(isSimilar({ ...quality, roundTripMs: 1000 }, { ...quality, roundTripMs: 1200 }));
});
