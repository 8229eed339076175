/**
 * A page that behaves as MeetMates' shipped client does, to find out whether such clients connect:
 * it says that it is ready at once, when nothing listens yet, and again a second after its camera
 * opened; it makes an offer only while nothing else is going on, takes an answer only while it waits
 * for one, and looks for another partner 2 seconds after it lost one.
 *
 * @param {{cameraDelayMs: number}} how
 */
async ({ cameraDelayMs }) => {
  const { io } = await import("socket.io-client");
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const client = { heard: [], lines: [], connection: null, socket: io("/meetmates") };
  window.shipped = client;
  const { socket } = client;

  socket.onAny((name) => client.heard.push(name));
  socket.on("error", () => (client.isThrownOut = true));
  socket.on("message", ({ sender, text }) => client.lines.push([sender === socket.id, text]));
  socket.on("partnerLeft", () => setTimeout(() => socket.emit("findChat", null, true), 2000));
  socket.on("chatStart", ({ withVideo }) => {
    socket.emit("ready-to-connect");
    if (withVideo && !client.connection) openCamera();
  });

  async function openCamera() {
    client.connection = new RTCPeerConnection();
    await wait(cameraDelayMs);
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    const connection = client.connection;
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) socket.emit("ice-candidate", { candidate });
    };
    socket.on("webrtc-offer", async ({ offer }) => {
      if (connection.signalingState === "have-local-offer") {
        await connection.setLocalDescription({ type: "rollback" });
      }
      await connection.setRemoteDescription(offer);
      const answer = await connection.createAnswer();
      await connection.setLocalDescription(answer);
      socket.emit("webrtc-answer", { answer });
    });
    socket.on("webrtc-answer", async ({ answer }) => {
      if (connection.signalingState !== "have-local-offer") return;
      await connection.setRemoteDescription(answer);
    });
    socket.on("ice-candidate", async ({ candidate }) => {
      await connection.addIceCandidate(candidate).catch(() => {});
    });
    socket.on("create-offer", async () => {
      if (connection.signalingState !== "stable") return;
      const offer = await connection.createOffer();
      await connection.setLocalDescription(offer);
      socket.emit("webrtc-offer", { offer });
    });
    await wait(1000);
    socket.emit("ready-to-connect");
  }

  socket.emit("findChat", "somebody@college.example", true);
};
