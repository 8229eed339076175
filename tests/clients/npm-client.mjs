/**
 * Holds sockets of the npm client for tests that are written in Python. It executes commands, one
 * line of JSON each, and reports the events of each socket as lines of JSON.
 */
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const sockets = new Map();

const commands = {
  connect({ client, url, options }) {
    const socket = io(url, options);
    sockets.set(client, socket);
    socket.onAny((name, ...args) => report({ client, received: name, arguments: args }));
    socket.on("connect", () => report({ client, connected: socket.id }));
    socket.on("connect_error", ({ message, data }) =>
      report({ client, refused: { message, data: data ?? null } }),
    );
    socket.on("disconnect", (reason) => report({ client, closed: reason }));
  },

  emit({ client, name, arguments: args, ackId }) {
    const answered = (...values) => report({ client, answered: ackId, arguments: values });
    sockets.get(client).emit(name, ...args, ...(ackId === null ? [] : [answered]));
  },

  disconnect({ client }) {
    const socket = sockets.get(client);
    if (socket.connected) socket.disconnect();
    else report({ client, closed: "already" });
  },

  drop({ client }) {
    sockets.get(client).io.engine.transport.ws.terminate();
  },
};

function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { command, ...details } = JSON.parse(line);
    commands[command](details);
  })
  .on("close", () => process.exit());
