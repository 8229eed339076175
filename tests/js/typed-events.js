// tsc checks this file: the published types must fit socket.io-client, and must reject wrong
// events.

/** @typedef {import("../../docs/events/meet-events.js").ServerToClientEvents} ServerToClient */
/** @typedef {import("../../docs/events/meet-events.js").ClientToServerEvents} ClientToServer */

/** @param {import("socket.io-client").Socket<ServerToClient, ClientToServer>} socket */
export function speak(socket) {
  socket.on("user-joined", ({ participant }) => participant.displayName.trim());
  socket.emit("chat-message", { content: "Hello" }, (answer) => {
    if (answer.success) answer.message.id.trim();
    else answer.error.trim();
  });
  // @ts-expect-error There is no such event.
  socket.emit("wave", {});
  // @ts-expect-error A message has content.
  socket.emit("chat-message", {});
}

/**
 * The server's published events must match the types of Meet's own client. Only the relayed events
 * are excluded, and `media-offer`: the published type does not say what its streams contain.
 * @typedef {import("../../static/js/call/protocol.js").ServerEvents} Read
 * @typedef {Exclude<keyof Read, "offer" | "answer" | "ice-candidate" | "media-offer">} Known
 * @typedef {{ [Name in Known]: Parameters<ServerToClient[Name]>[0] }} Said
 * @param {Said} said
 * @returns {Pick<Read, Known>}
 */
export const read = (said) => said;
