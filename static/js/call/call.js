/**
 * A call from entry to farewell: what arrives goes to the state and to whom it concerns.
 *
 * The call wires signaling, mesh and media together; views read its `store` and use its commands.
 * It knows no page. While the socket is away the links stay as they are; when it is back the room
 * is joined again and the server gives the same seat.
 */

import { Conversation } from "./conversation.js";
import { Display } from "./display.js";
import { Hosting } from "./hosting.js";
import { IceRenewal } from "./ice-renewal.js";
import { OwnMedia } from "./own-media.js";
import { Requests } from "./requests.js";

/** @import {CallStore, Event, Events} from "./events.js" */
/** @import {LocalMedia} from "./local-media.js" */
/** @import {Memory} from "./memory.js" */
/** @import {Mesh} from "./mesh.js" */
/** @import {Config} from "./model.js" */
/** @import {Signaling} from "./signaling.js" */
/** @import {RoomJoined} from "./wire.js" */

/** @typedef {{[Type in keyof Events]?: (payload: Events[Type]) => void}} Reactions */

/** Failed connections before somebody who waits to get in is told; about three seconds. */
const ATTEMPTS = 3;
const JOIN_TIMEOUT_MS = 15_000;
/** How long a page that was loaded again waits for its devices before it goes back in without. */
const DEVICES_TIMEOUT_MS = 2000;

export class Call {
  #signaling;
  #mesh;
  #memory;
  #requests;
  #iceRenewal;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #joinTimer;
  /** @type {Reactions} */
  #reactions = {
    connected: ({ isRecovered }) => this.#gotConnected(isRecovered),
    "connect-failed": () => this.#gotConnectFailed(),
    "room-joined": (payload) => this.#gotRoomJoined(payload),
    offer: (payload) => this.#mesh.gotOffer(payload),
    answer: (payload) => this.#mesh.gotAnswer(payload),
    "ice-candidate": (payload) => this.#mesh.gotCandidate(payload),
    "user-left": ({ socketId }) => this.#mesh.drop(socketId),
    "force-mute": () => this.media.mute(),
    "join-error": () => this.#hangUp(),
    "force-disconnect": () => this.#hangUp(),
    "room-ended": () => this.#hangUp(),
    moved: () => this.#hangUp(),
  };

  /**
   * @param {object} parts
   * @param {Config} parts.config
   * @param {CallStore} parts.store
   * @param {Signaling} parts.signaling
   * @param {Mesh} parts.mesh
   * @param {LocalMedia} parts.media
   * @param {Memory} parts.memory
   */
  constructor({ config, store, signaling, mesh, media, memory }) {
    this.config = config;
    this.store = store;
    this.#signaling = signaling;
    this.#mesh = mesh;
    this.#memory = memory;
    this.#requests = new Requests(signaling, store);
    this.#iceRenewal = new IceRenewal(this.#requests, mesh);
    this.media = new OwnMedia({ media, mesh, memory, requests: this.#requests, store });
    this.chat = new Conversation({ requests: this.#requests, store });
    this.hosting = new Hosting(this.#requests);
    this.display = new Display(store);
    signaling.gotEvent = (type, payload) => this.#gotEvent(type, payload);
  }

  /** What to call the person until they say otherwise. */
  get suggestedName() {
    return this.config.displayName || this.#memory.displayName;
  }

  /** Begin where this tab left off: in the meeting, or before it. */
  async begin() {
    if (this.#memory.tab.isInMeeting) await this.enterAgain();
    else await this.media.open();
  }

  /** @param {string} displayName */
  enter(displayName) {
    if (!this.config.isSignedIn) this.#memory.displayName = displayName;
    this.store.dispatch({ type: "joining", payload: { displayName, isReturning: false } });
    this.#connect();
  }

  /** Go back in under the same name with the devices as they were. */
  async enterAgain() {
    const displayName = this.store.state.self.displayName || this.suggestedName;
    this.store.dispatch({ type: "joining", payload: { displayName, isReturning: true } });
    const timeout = new Promise((resolve) => setTimeout(resolve, DEVICES_TIMEOUT_MS));
    await Promise.race([this.media.open(), timeout]);
    this.#connect();
  }

  /** Back to the preview, to try again from there. */
  async startOver() {
    this.store.dispatch({ type: "starting-over", payload: {} });
    await this.media.open();
  }

  leave() {
    this.#signaling.say("leave-room", { roomId: this.store.state.room.id });
    this.store.dispatch({ type: "left", payload: { kind: "left" } });
    this.#hangUp();
  }

  async toggleHand() {
    const isRaised = !this.store.state.people.some((one) => one.isSelf && one.handOrder !== null);
    if (await this.#requests.request("toggle-hand-raise", { raised: isRaised })) {
      this.#memory.changeTab({ isHandRaised: isRaised });
      this.store.dispatch({ type: "hand-changed", payload: { isRaised } });
    }
  }

  #connect() {
    this.#failures = 0;
    this.#signaling.open();
    this.#joinTimer = setTimeout(() => this.#giveUp(), JOIN_TIMEOUT_MS);
  }

  /** @type {Signaling["gotEvent"]} */
  #gotEvent(type, payload) {
    this.store.dispatch(/** @type {Event} */ ({ type, payload }));
    this.#reactions[type]?.(payload);
  }

  /** @param {boolean} isRecovered */
  #gotConnected(isRecovered) {
    this.#failures = 0;
    if (isRecovered) return;
    const { displayName } = this.store.state.self;
    this.#signaling.say("join-room", { roomCode: this.config.roomCode, displayName });
  }

  #gotConnectFailed() {
    this.#failures += 1;
    if (this.#failures >= ATTEMPTS) this.#giveUp();
  }

  /** Nobody hears us; in a meeting the socket goes on trying. */
  #giveUp() {
    if (!["joining", "returning"].includes(this.store.state.phase)) return;
    this.store.dispatch({ type: "left", payload: { kind: "unreachable" } });
    this.#hangUp();
  }

  /** @param {RoomJoined} payload */
  #gotRoomJoined({ participants, iceServers = [] }) {
    clearTimeout(this.#joinTimer);
    const { socketId, socketIds } = this.store.state.self;
    const peerIds = participants.map((one) => one.socketId).filter((id) => id !== socketId);
    this.#mesh.enter(socketId, peerIds, iceServers);
    this.media.tellAll();
    this.#iceRenewal.start(iceServers);
    this.#memory.changeTab({ isInMeeting: true, socketIds });
    if (this.#memory.tab.isHandRaised) this.#raiseHandAgain();
  }

  /** The server keeps the hand of a seat that was held, with its time, but doesn't say so. */
  async #raiseHandAgain() {
    await this.#requests.ask("toggle-hand-raise", { raised: true });
    this.store.dispatch({ type: "hand-changed", payload: { isRaised: true } });
  }

  #hangUp() {
    clearTimeout(this.#joinTimer);
    this.#iceRenewal.stop();
    this.#signaling.close();
    this.#mesh.close();
    this.media.release();
    this.#memory.changeTab({ isInMeeting: false, isHandRaised: false });
  }
}
