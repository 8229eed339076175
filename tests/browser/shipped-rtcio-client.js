/**
 * A page that behaves as clients of rtc.io do, to find out whether such clients connect: it offers
 * to whom it is told to, and to a newcomer's first offer it answers with no more than a data channel,
 * and only then offers its camera. It sends on lines that don't receive, takes what one peer says in
 * order, gives way where it was told to offer, and asks what each stream is.
 *
 * @param {{roomId: string, name: string}} how
 */
async ({ roomId, name }) => {
  const { io } = await import("socket.io-client");
  const camera = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  const client = { connections: {}, presented: [], failures: [], isInside: false };
  window.shipped = client;
  const peers = new Map();
  const socket = io("/rtcio");
  const say = (target, data) => socket.emit("#rtcio:message", { source: socket.id, target, data });

  socket.on("join-ok", () => (client.isInside = true));
  socket.on("#rtcio:init-offer", ({ source }) => showCamera(connect(source, true)));
  socket.on("#rtcio:message", (message) => {
    const peer = peers.get(message.source) ?? connect(message.source, false);
    peer.heard = peer.heard
      .then(() => gotMessage(peer, message.data))
      .catch((error) => client.failures.push(String(error)));
  });

  function connect(id, isPolite) {
    const connection = new RTCPeerConnection();
    const peer = { id, isPolite, connection, heard: Promise.resolve(), isOffering: false };
    peers.set(id, peer);
    client.connections[id] = connection;
    connection.createDataChannel("rtcio:ctrl", { negotiated: true, id: 0 });
    connection.onicecandidate = ({ candidate }) => candidate && say(id, { candidate });
    connection.ontrack = ({ streams: [stream] }) => say(id, { mid: stream.id });
    connection.onnegotiationneeded = async () => {
      peer.isOffering = true;
      await connection.setLocalDescription();
      say(id, { description: connection.localDescription });
      peer.isOffering = false;
    };
    return peer;
  }

  function showCamera(peer) {
    peer.showsCamera = true;
    for (const track of camera.getTracks()) {
      peer.connection.addTransceiver(track, { direction: "sendonly", streams: [camera] });
    }
  }

  async function gotMessage(peer, { description, candidate, mid, events }) {
    if (description) await gotDescription(peer, description);
    else if (candidate && !peer.isDeaf) await peer.connection.addIceCandidate(candidate);
    else if (events) client.presented.push(mid);
    else if (mid === camera.id) say(peer.id, { mid, events: { camera: [{ name }] } });
  }

  async function gotDescription(peer, description) {
    const { connection } = peer;
    const isBusy = peer.isOffering || connection.signalingState !== "stable";
    peer.isDeaf = description.type === "offer" && isBusy && !peer.isPolite;
    if (peer.isDeaf) return;
    await connection.setRemoteDescription(description);
    if (description.type === "offer") {
      await connection.setLocalDescription();
      say(peer.id, { description: connection.localDescription });
    }
    if (!peer.showsCamera) showCamera(peer);
  }

  socket.emit("join-room", { roomId, name });
};
