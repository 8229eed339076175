/**
 * Run a call, from entering the room to leaving it.
 *
 * `Call` connects signaling, mesh and local media, and applies every event to the `store`. Views
 * read the store and call the methods of `Call`; `Call` does not know the page. While the socket is
 * disconnected, the peer connections stay open. After a reconnect under a new socket id, the client
 * joins the room again, the server returns the same seat, and the peer connections continue. Every
 * wait for the server has a timeout: after it, the client asks again or shows a message.
 */

import { realTimers } from "../browser/timers.js";
import { IceRenewal } from "../rtc/ice-renewal.js";
import { Conversation } from "./commands/chat.js";
import { PageSession } from "./commands/login-session.js";
import { OwnMedia } from "./commands/media.js";
import { Hosting } from "./commands/moderation.js";
import { Display } from "./commands/page.js";
import { OwnPlace } from "./commands/participant.js";
import { Requests } from "./commands/room-requests.js";
import { Doorkeeping } from "./commands/waiting-room.js";
import { peersOf, personOfSeat, reachablePeerIds, silencedPeerIds } from "./state/selectors.js";

/** @import {Memory} from "../browser/call-storage.js" */
/** @import {Timers} from "../browser/timers.js" */
/** @import {LocalMedia} from "../media/local-media.js" */
/** @import {Mesh} from "../rtc/mesh.js" */
/** @import {Signaling} from "../signaling/signaling.js" */
/** @import {RoomJoined} from "./protocol.js" */
/** @import {CallStore, Event, Events} from "./state/events.js" */
/** @import {Config, Farewell, State} from "./state/model.js" */

/**
 * @typedef {{[Type in keyof Events]?: (payload: Events[Type], before: State) => void}} Reactions
 */

/**
 * Number of failed connection attempts before a person who is joining sees an error. Three attempts
 * take about 3 s.
 */
const ATTEMPTS = 3;
const JOIN_TIMEOUT_MS = 15_000;
/** Time a lost connection may take to return before the page offers the person an action. */
const LONG_AWAY_MS = 20_000;
/** Maximum wait for media devices after a reload. After it, the page joins without them. */
const DEVICES_TIMEOUT_MS = 2000;
/**
 * Capabilities sent with `join-room`. This client follows a person from one socket id to the next.
 */
const CAPABILITIES = ["seats", "waiting-room"];

export class Call {
  #signaling;
  #mesh;
  #memory;
  #iceRenewal;
  #failures = 0;
  #timers;
  /** @type {any} */
  #joinTimer;
  /** @type {any} */
  #awayTimer;
  /** @type {Reactions} */
  #reactions = {
    connected: ({ isRecovered }) => this.#gotConnected(isRecovered),
    "connect-failed": () => this.#gotConnectFailed(),
    disconnected: () => this.#awaitReturn(),
    "waiting-room": ({ participantToken }) => this.#gotPlace(participantToken),
    "room-joined": (payload, before) => this.#gotRoomJoined(payload, before),
    offer: (payload) => this.#mesh.gotOffer(payload),
    answer: (payload) => this.#mesh.gotAnswer(payload),
    "ice-candidate": (payload) => this.#mesh.gotCandidate(payload),
    "user-left": ({ socketId }) => this.#mesh.drop(socketId),
    "participant-resumed": ({ oldSocketId, socketId }) =>
      this.#mesh.gotResumed(oldSocketId, socketId),
    "force-mute": () => this.media.mute(),
    "settings-updated": () => this.media.obey(),
    "participant-updated": () => this.media.obey(),
    "session-ending": ({ secondsLeft }) => this.session.gotEnding(secondsLeft),
    "session-prolonged": () => this.session.gotProlonged(),
    "join-error": () => this.#hangUp(),
    "waiting-room-result": () => this.#hangUp(),
    "force-disconnect": () => this.#hangUp(),
    "room-ended": () => this.#hangUp(),
    moved: () => this.#hangUp(),
  };

  /**
   * @param {object} parts
   * @param {Config} parts.config
   * @param {CallStore} parts.store
   * @param {Signaling<Events>} parts.signaling
   * @param {Mesh} parts.mesh
   * @param {LocalMedia} parts.media
   * @param {Memory} parts.memory
   * @param {Timers} [parts.timers]
   */
  constructor({ config, store, signaling, mesh, media, memory, timers = realTimers }) {
    this.config = config;
    this.store = store;
    this.#signaling = signaling;
    this.#mesh = mesh;
    this.#memory = memory;
    this.#timers = timers;
    const requests = new Requests(signaling, store);
    this.#iceRenewal = new IceRenewal(requests, mesh);
    this.media = new OwnMedia({ media, mesh, memory, requests, store });
    this.place = new OwnPlace({ memory, requests, store });
    this.chat = new Conversation({ requests, store });
    this.hosting = new Hosting(requests);
    this.door = new Doorkeeping(requests, store);
    this.display = new Display(store, memory);
    this.session = new PageSession({ url: config.urls.session, store, timers });
    signaling.gotEvent = (type, payload) => this.#gotEvent(type, payload);
    store.subscribe((state) => {
      mesh.silence(silencedPeerIds(state));
      mesh.attend(reachablePeerIds(state));
    });
  }

  /** Name to suggest in the form until the person enters one. */
  get suggestedName() {
    return this.config.displayName || this.#memory.displayName;
  }

  /** Rejoin the meeting or waiting room that this tab was in, or else open the preview. */
  async begin() {
    if (this.#memory.tab.mayReturn) await this.enterAgain();
    else await this.media.open();
  }

  /** @param {string} displayName */
  enter(displayName) {
    if (!this.config.userId) this.#memory.displayName = displayName;
    this.media.goWithout();
    this.store.dispatch({ type: "joining", payload: { displayName, isReturning: false } });
    this.#connect();
  }

  /** Rejoin under the same name, with the devices that were on before. */
  async enterAgain() {
    const displayName = this.store.state.self.displayName || this.suggestedName;
    this.store.dispatch({ type: "joining", payload: { displayName, isReturning: true } });
    const timeout = new Promise((resolve) =>
      this.#timers.set(() => resolve(null), DEVICES_TIMEOUT_MS),
    );
    await Promise.race([this.media.open(), timeout]);
    this.#connect();
  }

  /** Return to the preview. */
  async startOver() {
    this.store.dispatch({ type: "starting-over", payload: {} });
    await this.media.open();
  }

  /** Cancel the knock and return to the preview. */
  cancelKnock() {
    this.#signaling.say("cancel-knock", {});
    this.store.dispatch({ type: "starting-over", payload: {} });
    this.#disconnect();
  }

  /** Reconnect now instead of waiting for the next automatic attempt. */
  reconnect() {
    this.store.dispatch({ type: "reconnecting", payload: {} });
    this.#awaitReturn();
    this.#signaling.reopen();
  }

  /** Try again to connect to a person. @param {string | undefined} participantId */
  reach(participantId) {
    const person = personOfSeat(this.store.state, participantId);
    if (person) this.#mesh.reach(person.socketId);
  }

  leave() {
    this.#signaling.say("leave-room", { roomId: this.store.state.room.id });
    this.#part("left");
  }

  #connect() {
    this.#failures = 0;
    this.#signaling.open();
    this.#awaitAnswer();
  }

  /**
   * Start the timeout for the answer to `join-room`. The answer is an event, not an
   * acknowledgement.
   */
  #awaitAnswer() {
    this.#timers.clear(this.#joinTimer);
    this.#joinTimer = this.#timers.set(() => this.#gotNoAnswer(), JOIN_TIMEOUT_MS);
  }

  #gotNoAnswer() {
    if (this.#isEntering) this.#giveUp();
    else if (!this.store.state.isConnected) this.#signaling.reopen();
  }

  #awaitReturn() {
    this.#timers.clear(this.#awayTimer);
    this.#awayTimer = this.#timers.set(() => this.#gotLongAway(), LONG_AWAY_MS);
  }

  #gotLongAway() {
    if (!["waiting", "meeting"].includes(this.store.state.phase)) return;
    this.store.dispatch({ type: "away-long", payload: {} });
  }

  /** @type {Signaling<Events>["gotEvent"]} */
  #gotEvent(type, payload) {
    const before = this.store.state;
    this.store.dispatch(/** @type {Event} */ ({ type, payload }));
    this.#reactions[type]?.(payload, before);
  }

  /** @param {boolean} isRecovered */
  #gotConnected(isRecovered) {
    this.#failures = 0;
    if (isRecovered) return this.media.tell();
    if (!this.#isEntering) this.#awaitAnswer();
    const { displayName } = this.store.state.self;
    const { participantToken } = this.#memory.tab;
    this.#signaling.say("join-room", {
      roomCode: this.config.roomCode,
      displayName,
      capabilities: CAPABILITIES,
      // Sending the user id lets the server refuse a person whose session ended while the socket
      // was away, instead of admitting them as a guest.
      ...(this.config.userId && { userId: this.config.userId }),
      ...(participantToken && { participantToken }),
    });
  }

  #gotConnectFailed() {
    this.#failures += 1;
    if (this.#failures >= ATTEMPTS) this.#giveUp();
  }

  /**
   * Leave if the client is still entering. In a meeting or a waiting room, the socket keeps trying
   * to reconnect.
   */
  #giveUp() {
    if (this.#isEntering) this.#part("unreachable");
  }

  get #isEntering() {
    return ["joining", "returning"].includes(this.store.state.phase);
  }

  /**
   * Store that this tab has a seat or a place in the waiting room.
   * @param {string | undefined} participantToken
   */
  #gotPlace(participantToken) {
    this.#timers.clear(this.#joinTimer);
    this.#memory.changeTab({ mayReturn: true, ...(participantToken && { participantToken }) });
  }

  /** @param {RoomJoined} payload @param {State} before */
  #gotRoomJoined({ iceServers = [], participants, participantToken, self }, before) {
    this.#gotPlace(participantToken);
    const { socketId, socketIds } = this.store.state.self;
    this.#memory.changeTab({ socketIds });
    this.#mesh.enter(socketId, peersOf(participants, before, socketId), iceServers);
    // A mute by a host stays in force after a reload or reconnect. A person who enters for the
    // first time has just chosen their own microphone state.
    if (self?.isMuted && ["returning", "meeting"].includes(before.phase)) this.media.mute();
    this.media.obey();
    this.media.tellAll();
    this.#iceRenewal.start(iceServers);
  }

  /** @param {Farewell["kind"]} kind */
  #part(kind) {
    this.store.dispatch({ type: "left", payload: { kind } });
    this.#hangUp();
  }

  #hangUp() {
    this.#disconnect();
    this.media.release();
  }

  #disconnect() {
    this.#timers.clear(this.#joinTimer);
    this.#timers.clear(this.#awayTimer);
    this.#iceRenewal.stop();
    this.session.stop();
    this.#signaling.close();
    this.#mesh.close();
    this.#memory.changeTab({ mayReturn: false });
  }
}
