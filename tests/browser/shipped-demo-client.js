/**
 * A page that behaves as webrtc-demo's shipped client does, to find out whether such clients connect:
 * it opens its camera when it hears that it joined itself, and connects to nobody with it until then;
 * it offers to everybody else of whom it hears, 5 seconds late, while its candidates go out at once;
 * it takes each offer with a new connection, and no candidates of whom it has no connection to.
 *
 * @param {{roomName: string, personName: string}} how
 */
async ({ roomName, personName }) => {
  const { io } = await import("socket.io-client");
  const client = { connections: {}, failures: [], isInside: false };
  window.shipped = client;
  const socket = io("/webrtc-demo");
  const { connections } = client;
  let camera = null;

  listen("user_joined", ({ socketId }) =>
    socketId === socket.id ? openCamera() : offer(socketId),
  );
  listen("user_left", ({ socketId }) => {
    connections[socketId]?.close();
    delete connections[socketId];
  });
  listen("offer", async ({ offer, fromPeer }) => {
    const connection = connect(fromPeer);
    await connection.setRemoteDescription(offer);
    const answer = await connection.createAnswer();
    await connection.setLocalDescription(answer);
    socket.emit("answer", { answer, fromPeer: socket.id, toPeer: fromPeer });
  });
  listen("answer", ({ answer, fromPeer }) => connections[fromPeer]?.setRemoteDescription(answer));
  listen("ice_candidate", ({ iccCandidate, fromPeer }) =>
    connections[fromPeer]?.addIceCandidate(iccCandidate),
  );

  function listen(event, got) {
    socket.on(event, async (payload) => {
      try {
        await got(payload);
      } catch (error) {
        client.failures.push(`${event}: ${error}`);
      }
    });
  }

  async function openCamera() {
    camera = await navigator.mediaDevices.getUserMedia({ audio: false, video: true });
    client.isInside = true;
  }

  async function offer(toPeer) {
    const connection = connect(toPeer);
    const offer = await connection.createOffer();
    await connection.setLocalDescription(offer);
    setTimeout(() => socket.emit("offer", { offer, fromPeer: socket.id, toPeer }), 5000);
  }

  function connect(toPeer) {
    const connection = new RTCPeerConnection();
    for (const track of camera?.getTracks() ?? []) connection.addTrack(track, camera);
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      socket.emit("ice_candidate", { iccCandidate: candidate, fromPeer: socket.id, toPeer });
    };
    connections[toPeer] = connection;
    return connection;
  }

  socket.emit("join_room", { roomName, personName });
};
