// The Socket.IO server of socket-io.mjs as one of several processes with one Redis.
// `node socket-io-workers.mjs PATH`, the socket of Redis.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const publisher = new Redis(process.argv[2]);
const http = createServer();
const io = new Server(http, {
  serveClient: false,
  pingInterval: 300_000,
  adapter: createAdapter(publisher, publisher.duplicate()),
});

io.on("connection", (socket) => {
  socket.on("join-room", ({ roomCode }) => {
    socket.data.room = roomCode;
    socket.join(roomCode);
    socket.emit("room-joined", {});
  });
  socket.on("leave-room", (_, acknowledge) => {
    socket.leave(socket.data.room);
    acknowledge({ success: true });
  });
  socket.on("ice-candidate", ({ targetId, candidate }) => {
    io.to(targetId).emit("ice-candidate", { senderId: socket.id, candidate });
  });
});

http.listen(0, "127.0.0.1", 4096, () => {
  console.log(`ready at ${http.address().port}`);
});
