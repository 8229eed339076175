import assert from "node:assert/strict";
import { test } from "node:test";
import { QualityReports } from "../../static/js/call/quality-reports.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { joined, meeting, participant } from "./example-call.js";
import { asConnection, FakeConnection } from "./fake-connection.js";

/** A meeting with Ann; `measure` reads all connections after some seconds. */
function measuring() {
  const store = createStore(meeting({ participants: [participant("ann")] }), apply);
  const ann = new FakeConnection();
  /** @type {Record<string, any>[]} */
  const sent = [];
  const links = {
    isServed: false,
    /** @type {{connection: RTCPeerConnection} | null} */
    uploadLink: null,
    linkOf: () => ({ isServed: links.isServed }),
  };
  let now = 0;
  const reports = new QualityReports({
    store,
    requests: {
      request: async (name, payload) => {
        sent.push({ name, ...payload });
        return { success: true };
      },
    },
    links,
    now: () => now,
  });
  const measure = async (/** @type {number} */ seconds, loss = 0) => {
    now += seconds * 1000;
    ann.loseShare(loss);
    const connection = asConnection(ann);
    const stats = /** @type {any} */ (await connection.getStats());
    await reports.got([{ id: "ann", connection, stats: [...stats] }]);
  };
  return { links, measure, sent, store };
}

test("the second measurement is reported, because losses need two", async () => {
  const { measure, sent } = measuring();
  await measure(2);
  assert.equal(sent.length, 0);

  await measure(2, 0.1);
  assert.equal(sent[0]?.name, "report-media-quality");
  assert.equal(sent[0]?.over, "direct");
  assert.equal(sent[0]?.receivedLoss, 0.1);
});

test("a change is reported 10 s after the last report, and not before", async () => {
  const { measure, sent } = measuring();
  await measure(2);
  await measure(2);
  for (let round = 0; round < 4; round += 1) await measure(2, 0.2);
  assert.equal(sent.length, 1);

  await measure(2, 0.2);
  assert.deepEqual(
    sent.map(({ receivedLoss }) => receivedLoss),
    [0, 0.2],
  );
});

test("what has not changed is reported again after 60 s", async () => {
  const { measure, sent } = measuring();
  await measure(2);
  await measure(2);
  for (let round = 0; round < 5; round += 1) await measure(10);
  assert.equal(sent.length, 1);

  await measure(10);
  assert.equal(sent.length, 2);
});

test("it is reported again under another socket id", async () => {
  const { measure, sent, store } = measuring();
  await measure(2);
  await measure(2);
  const isRecovered = false;
  const rejoined = joined({ participants: [participant("ann")] });
  store.dispatch({ type: "connected", payload: { socketId: "me again", isRecovered } });
  store.dispatch({ type: "room-joined", payload: rejoined });
  await measure(10);
  assert.equal(sent.length, 2);
});

test("nothing is reported without a connection to the server", async () => {
  const { measure, sent, store } = measuring();
  await measure(2);
  store.dispatch({ type: "disconnected", payload: {} });
  await measure(10);
  assert.deepEqual(sent, []);
});

test("the upload to a media server counts", async () => {
  const { links, measure, sent } = measuring();
  const upload = new FakeConnection();
  links.uploadLink = { connection: asConnection(upload) };
  links.isServed = true;
  await measure(2);
  upload.loseShare(0.5);
  await measure(2);
  assert.equal(sent[0]?.over, "server");
  assert.ok(sent[0]?.sentLoss > 0);
});
