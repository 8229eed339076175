/**
 * People of the npm client who send each other candidates all the time, in streets that are told
 * apart: one beside trouble, one far from it. The argument is JSON: by street its rooms, each as
 * `[url, code, number of people]`. A line on standard input is answered by what each street noticed
 * since the last one.
 */
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

// Each sends as many of its own and as many answers: 48 a second, of 50 that a server takes.
const PAUSE_MS = 1000 / 24;
// A message that is not back by then counts as lost, however slow the machine is.
const LOST_MS = 2000;
const LOOK_MS = 20;

const streets = await Promise.all(
  Object.entries(JSON.parse(process.argv[2])).map(async ([name, rooms]) => {
    const street = { name, troubles: [], whiles: [{ sent: 0, roundTripsMs: [] }] };
    street.people = (await Promise.all(rooms.map((room) => fill(street, ...room)))).flat();
    return street;
  }),
);
for (const street of streets) {
  // Evenly spread, so that the share of those who meet with a pause is the pause's share of time.
  street.people.forEach((person, place) => {
    const begin = () => setInterval(() => send(street, person), PAUSE_MS);
    setTimeout(begin, (PAUSE_MS * place) / street.people.length);
  });
}
report({ ready: true });

/** Fill a room with people who talk in pairs. */
async function fill(street, url, roomCode, count) {
  const names = Array.from({ length: count }, (_, number) => `Neighbour ${number}`);
  const people = await Promise.all(names.map((name) => enter(street, url, roomCode, name)));
  return people.map((socket, place) => ({ socket, targetId: people[place ^ 1].id }));
}

async function enter(street, url, roomCode, displayName) {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
  const { troubles } = street;
  socket.on("disconnect", (reason) => troubles.push(`${displayName} was disconnected: ${reason}`));
  socket.on("error", ({ code }) => troubles.push(`${displayName} was told ${code}`));
  socket.on("ice-candidate", ({ senderId, candidate }) => {
    if (candidate.isEcho)
      street.whiles[candidate.while].roundTripsMs.push(performance.now() - candidate.at);
    else
      socket.emit("ice-candidate", {
        targetId: senderId,
        candidate: { ...candidate, isEcho: true },
      });
  });
  await socket.timeout(10_000).emitWithAck("join-room", { roomCode, displayName });
  return socket;
}

function send(street, { socket, targetId }) {
  street.whiles.at(-1).sent += 1;
  const candidate = {
    candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host",
    while: street.whiles.length - 1,
    at: performance.now(),
  };
  socket.emit("ice-candidate", { targetId, candidate });
}

/** Begin anew, and tell of the while before once all that was sent in it is back, or lost. */
async function noticed({ whiles, troubles }) {
  const { sent, roundTripsMs } = whiles.at(-1);
  whiles.push({ sent: 0, roundTripsMs: [] });
  const deadline = performance.now() + LOST_MS;
  while (roundTripsMs.length < sent && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const times = roundTripsMs.toSorted((a, b) => a - b);
  return {
    lost: sent - times.length,
    p99Ms: times[Math.ceil(times.length * 0.99) - 1] ?? null,
    count: times.length,
    troubles: troubles.splice(0),
  };
}

function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

createInterface({ input: process.stdin })
  .on("line", async () => {
    const told = await Promise.all(streets.map(async (one) => [one.name, await noticed(one)]));
    report(Object.fromEntries(told));
  })
  .on("close", () => process.exit());
