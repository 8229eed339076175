/**
 * Many visitors of the random pairs at once, each on a WebSocket of its own: connects them, lets all
 * look for a partner in the same moment, and reports who found whom, and in how many milliseconds.
 *
 * node many-pairs.mjs <url> <count>
 */
import { io } from "socket.io-client";

const [url, count] = process.argv.slice(2);
/** Handshakes at once; more of them would only wait for each other. */
const AT_ONCE = 50;

function connect() {
  return new Promise((resolve, reject) => {
    const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", reject);
  });
}

const sockets = [];
while (sockets.length < Number(count)) {
  sockets.push(...(await Promise.all(Array.from({ length: AT_ONCE }, connect))));
}
const began = performance.now();
const found = sockets.map(
  (socket) =>
    new Promise((resolve) => {
      socket.once("chatStart", ({ partnerId }) => resolve([socket.id, partnerId]));
    }),
);
sockets.forEach((socket, number) => socket.emit("findChat", "", number % 3 === 0));
const partners = Object.fromEntries(await Promise.all(found));
const milliseconds = performance.now() - began;
for (const socket of sockets) socket.disconnect();
process.stdout.write(JSON.stringify({ partners, milliseconds }));
