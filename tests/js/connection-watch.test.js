import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionWatch } from "../../static/js/call/connection-watch.js";
import { apply } from "../../static/js/call/state/state.js";
import { createStore } from "../../static/js/store.js";
import { meeting, participant } from "./example-call.js";
import { asConnection, FakeConnection } from "./fake-connection.js";

/** @import {Event, Events} from "../../static/js/call/state/events.js" */

/** Watch a meeting with these people; `pass` takes the share that each connection loses. */
function watchMeeting(/** @type {string[]} */ ...names) {
  const store = createStore(meeting({ participants: names.map(participant) }), apply);
  const connections = new Map(names.map((name) => [name, new FakeConnection()]));
  /** @type {{server: FakeConnection | null}} */
  const upload = { server: null };
  const watch = new ConnectionWatch({
    store,
    upload: () => upload.server && { connection: asConnection(upload.server) },
  });
  /** @param {Record<string, number>} shares @param {number} rounds */
  const pass = async (shares, rounds) => {
    for (let round = 0; round < rounds; round += 1) {
      upload.server?.loseShare(shares.server ?? 0);
      const readings = [];
      for (const [id, connection] of connections) {
        connection.loseShare(shares[id] ?? 0);
        const stats = await asConnection(connection).getStats();
        readings.push({ id, connection: asConnection(connection), stats: [...asPairs(stats)] });
      }
      await watch.got(readings);
    }
  };
  /** @param {keyof Events} type @param {object} payload */
  const got = (type, payload) => store.dispatch(/** @type {Event} */ ({ type, payload }));
  return { connections, got, pass, store, upload };
}

/** @param {RTCStatsReport} stats @returns {Map<string, any>} */
function asPairs(stats) {
  return /** @type {any} */ (stats);
}

test("one weak connection of several is that of the other person, until it is strong", async () => {
  const { pass, store } = watchMeeting("ann", "ben");
  await pass({ ann: 0.1 }, 3);
  assert.deepEqual(store.state.weakConnections, { "seat of ann": "theirs" });

  await pass({}, 5);
  assert.deepEqual(store.state.weakConnections, {});
});

test("several weak connections are this client's", async () => {
  const { pass, store } = watchMeeting("ann", "ben");
  await pass({ ann: 0.1, ben: 0.1 }, 3);

  assert.deepEqual(store.state.weakConnections, { "seat of me": "own" });
});

test("a weak upload to a media server is this client's", async () => {
  const { pass, store, upload } = watchMeeting("ann", "ben");
  upload.server = new FakeConnection();
  await pass({ server: 0.1 }, 3);

  assert.deepEqual(store.state.weakConnections, { "seat of me": "own" });
});

test("a new connection begins as strong", async () => {
  const { connections, pass, store } = watchMeeting("ann", "ben");
  await pass({ ann: 0.1 }, 3);
  connections.set("ann", new FakeConnection());
  await pass({ ann: 0.1 }, 1);

  assert.deepEqual(store.state.weakConnections, {});
});

test("the state changes only when a connection has become weak or strong", async () => {
  const { pass, store } = watchMeeting("ann", "ben");
  await pass({ ann: 0.1 }, 3);
  const { state } = store;
  await pass({ ann: 0.1 }, 2);

  assert.equal(store.state, state);
});

test("what was measured of a person ends with their visit, and all of it with the last one", async () => {
  const { got, pass, store } = watchMeeting("ann", "ben", "cid");
  await pass({ ann: 0.1 }, 3);
  got("user-left", { socketId: "ann" });
  assert.deepEqual(store.state.weakConnections, {});

  await pass({ ben: 0.1, cid: 0.1 }, 3);
  got("user-left", { socketId: "ben" });
  got("user-left", { socketId: "cid" });
  assert.deepEqual(store.state.weakConnections, {});
});
