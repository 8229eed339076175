// The limit of what Node can do: the same messages on `ws` alone, with neither Engine.IO nor
// Socket.IO behind them. No heartbeats, no namespaces, and no acknowledgement but the one for leaving.
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { WebSocketServer } from "ws";

const http = createServer();
const sockets = new Map();
const rooms = new Map();

const say = (socket, name, payload) => socket.send(`42${JSON.stringify([name, payload])}`);

const tellOthers = (socket, name, payload) => {
  const packet = `42${JSON.stringify([name, payload])}`;
  for (const other of rooms.get(socket.room) ?? []) if (other !== socket) other.send(packet);
};

const leave = (socket) => {
  const room = rooms.get(socket.room);
  room?.delete(socket);
  if (room?.size === 0) rooms.delete(socket.room);
};

const handlers = {
  "join-room": (socket, { roomCode }) => {
    socket.room = roomCode;
    rooms.set(roomCode, (rooms.get(roomCode) ?? new Set()).add(socket));
    say(socket, "room-joined", {});
  },
  "leave-room": (socket) => {
    leave(socket);
    socket.send('430[{"success":true}]');
  },
  offer: (socket, { targetId, sdp }) => {
    say(sockets.get(targetId), "offer", { senderId: socket.id, sdp });
  },
  "ice-candidate": (socket, { targetId, candidate }) => {
    say(sockets.get(targetId), "ice-candidate", { senderId: socket.id, candidate });
  },
  "toggle-audio": (socket, { enabled }) => {
    tellOthers(socket, "user-toggle-audio", { socketId: socket.id, enabled });
  },
};

new WebSocketServer({ server: http }).on("connection", (socket) => {
  socket.id = randomUUID();
  sockets.set(socket.id, socket);
  socket.on("message", (data) => {
    const packet = data.toString();
    if (packet.startsWith("40")) socket.send(`40{"sid":"${socket.id}"}`);
    else {
      const [name, payload] = JSON.parse(packet.slice(packet.indexOf("[")));
      handlers[name](socket, payload);
    }
  });
  socket.on("close", () => {
    sockets.delete(socket.id);
    tellOthers(socket, "user-left", { socketId: socket.id });
    leave(socket);
  });
  socket.send("0{}");
});

http.listen(0, "127.0.0.1", 4096, () => {
  console.log(`ready at ${http.address().port}`);
});
