/**
 * Four people of the npm client in one room, who send each other candidates all the time. A line on
 * standard input is answered by what they noticed since the last one.
 */
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [url, roomCode] = process.argv.slice(2);
// 20 a second and person: well below what a server may refuse.
const PAUSE_MS = 50;

const roundTripsMs = [];
const troubles = [];
let sent = 0;

const people = await Promise.all(["Ann", "Bob", "Cem", "Dee"].map(enter));
for (const [from, to] of [
  [0, 1],
  [2, 3],
]) {
  setInterval(() => {
    sent += 1;
    const candidate = {
      candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host",
      at: performance.now(),
    };
    people[from].emit("ice-candidate", { targetId: people[to].id, candidate });
  }, PAUSE_MS);
}
report({ ready: true });

async function enter(displayName) {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
  socket.on("disconnect", (reason) => troubles.push(`${displayName} was disconnected: ${reason}`));
  socket.on("error", ({ code }) => troubles.push(`${displayName} was told ${code}`));
  socket.on("ice-candidate", ({ senderId, candidate }) => {
    if (candidate.isEcho) roundTripsMs.push(performance.now() - candidate.at);
    else
      socket.emit("ice-candidate", {
        targetId: senderId,
        candidate: { ...candidate, isEcho: true },
      });
  });
  await socket.timeout(10_000).emitWithAck("join-room", { roomCode, displayName });
  return socket;
}

/** Tell what was noticed, once what was just sent had time to come back, and begin anew. */
async function tell() {
  const expected = sent;
  await new Promise((resolve) => setTimeout(resolve, 4 * PAUSE_MS));
  const times = roundTripsMs.splice(0).sort((a, b) => a - b);
  report({
    lost: Math.max(0, expected - times.length),
    p99Ms: times[Math.ceil(times.length * 0.99) - 1] ?? null,
    count: times.length,
    troubles: troubles.splice(0),
  });
  sent = 0;
}

function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

createInterface({ input: process.stdin })
  .on("line", () => void tell())
  .on("close", () => process.exit());
