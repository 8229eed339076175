// The least that a Socket.IO server in Node needs to carry a call.
// No checks, no limits, no identity: any client can send to any id.
// With the path of Redis's socket as its argument, it is one of several processes with that Redis.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const [redisPath] = process.argv.slice(2);
const http = createServer();
const io = new Server(http, { serveClient: false, pingInterval: 300_000 });
if (redisPath !== undefined) {
  const publisher = new Redis(redisPath);
  io.adapter(createAdapter(publisher, publisher.duplicate()));
}

io.on("connection", (socket) => {
  socket.on("join-room", ({ roomCode }) => {
    socket.data.room = roomCode;
    socket.join(roomCode);
    socket.emit("room-joined", {});
  });
  socket.on("leave-room", (_, acknowledge) => {
    socket.leave(socket.data.room);
    socket.data.room = undefined;
    acknowledge({ success: true });
  });
  socket.on("offer", ({ targetId, sdp }) => {
    io.to(targetId).emit("offer", { senderId: socket.id, sdp });
  });
  socket.on("ice-candidate", ({ targetId, candidate }) => {
    io.to(targetId).emit("ice-candidate", { senderId: socket.id, candidate });
  });
  socket.on("toggle-audio", ({ enabled }) => {
    const toggled = { socketId: socket.id, enabled };
    socket.to(socket.data.room).emit("user-toggle-audio", toggled);
  });
  socket.on("disconnecting", () => {
    if (socket.data.room !== undefined) {
      socket.to(socket.data.room).emit("user-left", { socketId: socket.id });
    }
  });
});

http.listen(0, "127.0.0.1", 4096, () => {
  console.log(`ready at ${http.address().port}`);
});
