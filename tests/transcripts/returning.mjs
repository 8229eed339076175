/**
 * Two people in a room, of whom one loses its WebSocket for a moment and comes back by itself. It
 * prints how that one came back, and what each said and heard from the loss on, as JSON.
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
    startOver: (one, name) => clients.rtcio.join(one, name),
  },
  "webrtc-demo": {
    join: (one, personName) => one.ask("join_room", { roomName: room, personName }),
    write: (one, content) => one.ask("message", { roomName: room, content }),
    startOver: () => {},
  },
};
const client = clients[protocol];

const [ann, ben] = [
  await connect(`${url}/${protocol}`, OPTIONS),
  await connect(`${url}/${protocol}`, OPTIONS),
];
const people = { ann, ben };
const names = namesOf(people);

/** Let everybody hear what the server had to say by now. */
async function settle() {
  for (const { socket } of Object.values(people)) await socket.emitWithAck("get-ice-servers", {});
}

await client.join(ann, "Ann");
await client.join(ben, "Ben");
await settle();
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
await settle();

print(people, names);
for (const { socket } of Object.values(people)) socket.disconnect();
