/**
 * Three people in a room, of whom Ben loses the WebSocket for a moment and comes back by itself, and
 * Cy later loses it for good: when Cy's leave is told, that of Ben would have been. It prints how Ben
 * came back, and what each said and heard from the loss on, as JSON.
 *
 *     node returning.mjs http://127.0.0.1:8000 rtcio
 */
import { connect, namesOf, print } from "./visitor.mjs";

const [url, protocol] = process.argv.slice(2);
/** Away for less than what anybody else is told of. */
const OPTIONS = { transports: ["websocket"], reconnectionDelay: 300, randomizationFactor: 0 };
const room = `Returning by ${protocol}`;

const clients = {
  rtcio: {
    join: (one, name) => one.ask("join-room", { roomId: room, name }),
    write: (one, text) => one.ask("chat-message", { roomId: room, text }),
    left: "user-disconnected",
    startOver: (one, name) => clients.rtcio.join(one, name),
  },
  "webrtc-demo": {
    join: (one, personName) => one.ask("join_room", { roomName: room, personName }),
    write: (one, content) => one.ask("message", { roomName: room, content }),
    left: "user_left",
    startOver: () => {},
  },
};
const client = clients[protocol];

const visit = (options) => connect(`${url}/${protocol}`, { ...OPTIONS, ...options });
const [ann, ben, cy] = [await visit(), await visit(), await visit({ reconnection: false })];
const people = { ann, ben, cy };
const names = namesOf(people);

/** Let everybody hear what the server had to say by now. */
async function settle(...those) {
  for (const { socket } of those) await socket.emitWithAck("get-ice-servers", {});
}

await client.join(ann, "Ann");
await client.join(ben, "Ben");
await client.join(cy, "Cy");
await settle(ann, ben, cy);
for (const { transcript } of Object.values(people)) transcript.length = 0;

const away = new Promise((resolve) => ben.socket.once("disconnect", resolve));
const back = new Promise((resolve) => ben.socket.once("connect", resolve));
ben.socket.io.engine.transport.ws.terminate();
await away;
await client.write(ann, "While you are away");
await back;
ben.transcript.push({ isRecovered: ben.socket.recovered, id: ben.id });
await client.startOver(ben, "Ben");
await client.write(ben, "Here again");
await settle(ann, ben, cy);
cy.socket.io.engine.transport.ws.terminate();
const cyLeft = ({ heard, arguments: [who] }) =>
  heard === client.left && names[who.id ?? who.socketId] === "<cy>";
while (!ann.transcript.some(cyLeft)) await ann.hears(client.left);

print(people, names);
for (const { socket } of Object.values(people)) socket.disconnect();
