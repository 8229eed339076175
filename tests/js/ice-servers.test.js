import assert from "node:assert/strict";
import { test } from "node:test";
import { IceServers } from "../../static/js/rtc/ice-servers.js";

const STUN = { urls: "stun:stun.example.org" };
const TURN = {
  urls: ["turn:a.example.org", "turns:b.example.org"],
  username: "1",
  credential: "c",
};

/** Create servers with a fake browser that refuses URLs with a space and missing URLs. */
function newServers() {
  /** @type {string[][]} */
  const reports = [];
  let tried = 0;
  /** @param {RTCConfiguration} configuration */
  const newConnection = ({ iceServers = [] }) => {
    tried += 1;
    for (const server of iceServers) {
      const urls = [server?.urls].flat();
      if (urls.some((url) => !url || url.includes(" "))) throw new SyntaxError("Invalid ICE URL");
    }
    return /** @type {RTCPeerConnection} */ (/** @type {unknown} */ ({ iceServers, close() {} }));
  };
  const servers = new IceServers(newConnection, (urls) => reports.push(urls));
  return {
    reports,
    get tried() {
      return tried;
    },
    /** @param {any} offered */
    hasRelay: (offered) => servers.hasRelay(offered),
    /** @param {any} offered */
    use: (offered) =>
      /** @type {any} */ (servers.use(offered, (iceServers) => newConnection({ iceServers })))
        .iceServers,
  };
}

test("servers that the browser accepts are used unchanged", () => {
  const servers = newServers();
  assert.deepEqual(servers.use([STUN, TURN]), [STUN, TURN]);
  assert.equal(servers.tried, 1);
  assert.deepEqual(servers.reports, []);
});

test("a refused URL is left out and reported, and the others are used", () => {
  const servers = newServers();
  const mixed = { ...TURN, urls: ["turn:a.example.org", " turn:b.example.org"] };
  assert.deepEqual(servers.use([{ urls: "stun: x" }, mixed, STUN]), [
    { ...TURN, urls: "turn:a.example.org" },
    STUN,
  ]);
  assert.deepEqual(servers.reports, [["stun: x", " turn:b.example.org"]]);
});

test("a refused URL is tried and reported once, even with new credentials", () => {
  const servers = newServers();
  const wrong = { urls: "turn: x", username: "1", credential: "c" };
  servers.use([wrong, STUN]);
  const { tried } = servers;
  assert.deepEqual(servers.use([wrong, STUN]), [STUN]);
  assert.equal(servers.tried, tried + 1);
  assert.deepEqual(servers.use([{ ...wrong, credential: "d" }, STUN]), [STUN]);
  assert.equal(servers.reports.length, 1);
});

test("a value that is not a list counts as an empty list of servers", () => {
  for (const offered of [undefined, null, "stun:stun.example.org", {}]) {
    assert.deepEqual(newServers().use(offered), []);
  }
  assert.deepEqual(newServers().use([null, {}, STUN]), [STUN]);
});

test("a relay is a TURN server that the browser has not refused", () => {
  const { hasRelay, use } = newServers();
  const refused = { urls: "turn: x" };
  assert.equal(hasRelay([STUN]), false);
  assert.equal(hasRelay(undefined), false);
  assert.equal(hasRelay([STUN, TURN]), true);
  assert.equal(hasRelay([{ urls: "TURN:turn.example.org" }]), true);
  use([STUN, refused]);
  assert.equal(hasRelay([STUN, refused]), false);
});

test("an error that no URL caused is thrown", () => {
  const servers = new IceServers(
    () => /** @type {any} */ ({ close() {} }),
    () => {},
  );
  const take = () => {
    throw new Error("too many connections");
  };
  assert.throws(() => servers.use([STUN], take), /too many connections/);
});
