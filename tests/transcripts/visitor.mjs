/**
 * The common part of the small clients of all protocols: one socket, and a transcript of the sent
 * and received events, in order.
 */
import { io } from "socket.io-client";

export class Visitor {
  transcript = [];
  #heard = [];
  #wake = () => {};

  /** Events in `unheard` arrive at any time, and are left out of the transcript. */
  constructor(socket, unheard = []) {
    this.socket = socket;
    socket.onAny((name, ...args) => {
      if (unheard.includes(name)) return;
      // The last argument is an offset, by which a lost connection comes back as the same.
      this.transcript.push({ heard: name, arguments: args.slice(0, -1) });
      this.#heard.push(name);
      this.#wake();
    });
  }

  get id() {
    return this.socket.id;
  }

  say(name, ...args) {
    this.transcript.push({ said: name, arguments: args });
    this.socket.emit(name, ...args);
  }

  async ask(name, ...args) {
    const answer = await this.socket.emitWithAck(name, ...args);
    this.transcript.push({ asked: name, arguments: args, answer });
  }

  async hears(...names) {
    for (const name of names) {
      while (!this.#heard.includes(name)) await new Promise((resolve) => (this.#wake = resolve));
      this.#heard.splice(this.#heard.indexOf(name), 1);
    }
  }
}

/** Connect somebody to the namespace at this URL. */
export async function connect(url, { unheard = [], ...options } = {}) {
  const socket = io(url, { forceNew: true, ...options });
  await new Promise((resolve) => socket.on("connect", resolve));
  return new Visitor(socket, unheard);
}

/** Return who goes by which name, to be written in the place of socket ids. */
export function namesOf(people) {
  return Object.fromEntries(Object.entries(people).map(([name, { id }]) => [id, `<${name}>`]));
}

/** Print what these people said and heard, with names for what differs each time. */
export function print(people, names) {
  const transcripts = Object.fromEntries(
    Object.entries(people).map(([name, { transcript }]) => [name, transcript]),
  );
  const named = (key, value) => (key === "timestamp" ? "<time>" : (names[value] ?? value));
  process.stdout.write(`${JSON.stringify(transcripts, named, 2)}\n`);
}
