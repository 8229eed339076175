/**
 * Run a call, from entering the room to leaving it.
 *
 * `Call` connects signaling, the media of the room and local media, and applies every event to the
 * `store`. Views read the store and call the methods of `Call`; `Call` does not know the page. While
 * the socket is disconnected, the peer connections stay open. After a reconnect under a new socket
 * id, the client joins the room again, the server returns the same seat, and the peer connections
 * continue. Every wait for the server has a timeout: after it, the client asks again or shows a
 * message.
 */

import { realTimers } from "../browser/timers.js";
import { StoredBackground } from "../media/background/stored-background.js";
import { IceRenewal } from "../rtc/ice-renewal.js";
import { ChatCommands } from "./commands/chat.js";
import { ConnectionCheck } from "./commands/connection-check.js";
import { LoginSession } from "./commands/login-session.js";
import { MediaCommands } from "./commands/media.js";
import { ModerationCommands } from "./commands/moderation.js";
import { PageCommands } from "./commands/page.js";
import { ParticipantCommands } from "./commands/participant.js";
import { PictureRequests } from "./commands/picture-requests.js";
import { PushToTalk } from "./commands/push-to-talk.js";
import { RoomRequests } from "./commands/room-requests.js";
import { ScreenCommands } from "./commands/screen.js";
import { Statistics } from "./commands/statistics.js";
import { WaitingRoomCommands } from "./commands/waiting-room.js";
import { DeviceWatch } from "./device-watch.js";
import { Joining } from "./joining.js";
import { PeopleWatch } from "./people-watch.js";
import { peersOf, personOfSeat } from "./state/selectors.js";

/** @import {CallStorage} from "./call-storage.js" */
/** @import {Timers} from "../browser/timers.js" */
/** @import {LocalMedia} from "../media/local-media.js" */
/** @import {RoomMedia} from "../rtc/room-media.js" */
/** @import {Signaling} from "../signaling/signaling.js" */
/** @import {Reply, RoomJoined} from "./protocol.js" */
/** @import {CallStore, Event, Events} from "./state/events.js" */
/** @import {Config, CallEnd, State} from "./state/model.js" */

/**
 * @typedef {{[Type in keyof Events]?: (payload: Events[Type], before: State) => void}} EventHandlers
 */

/** Maximum wait for media devices after a reload. After it, the page joins without them. */
const DEVICES_TIMEOUT_MS = 2000;

export class Call {
  #signaling;
  #roomMedia;
  #storage;
  #iceRenewal;
  #timers;
  #joining;
  /** @type {EventHandlers} */
  #handlers = {
    connected: ({ isRecovered }) => this.#gotConnected(isRecovered),
    "connect-failed": () => this.#joining.gotConnectFailed(),
    disconnected: () => this.#joining.gotDisconnected(),
    "waiting-room": ({ participantToken }) => this.#gotWaitingRoom(participantToken),
    "room-joined": (payload, before) => this.#gotRoomJoined(payload, before),
    offer: (payload) => this.#roomMedia.gotSignal("offer", payload),
    answer: (payload) => this.#roomMedia.gotSignal("answer", payload),
    "ice-candidate": (payload) => this.#roomMedia.gotSignal("ice-candidate", payload),
    "room-media-changed": (path) => this.#gotMediaPath(path),
    "media-answer": (payload) => this.#roomMedia.gotServerEvent("media-answer", payload),
    "media-offer": (payload) => this.#roomMedia.gotServerEvent("media-offer", payload),
    "media-refused": (payload) => this.#roomMedia.gotServerEvent("media-refused", payload),
    "direct-links-replaced": ({ participantIds }) => this.#roomMedia.gotReplaced(participantIds),
    "user-left": ({ socketId }) => this.#roomMedia.drop(socketId),
    "participant-resumed": ({ oldSocketId, socketId }) =>
      this.#roomMedia.gotResumed(oldSocketId, socketId),
    "force-mute": () => this.media.mute(),
    "settings-updated": () => this.media.applyPermissions(),
    "participant-updated": () => this.media.applyPermissions(),
    "session-ending": ({ secondsLeft }) => this.loginSession.gotEnding(secondsLeft),
    "session-prolonged": () => this.loginSession.gotProlonged(),
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
   * @param {Signaling<Events, Reply>} parts.signaling
   * @param {RoomMedia} parts.roomMedia
   * @param {LocalMedia} parts.media
   * @param {CallStorage} parts.storage
   * @param {Timers} [parts.timers]
   */
  constructor({ config, store, signaling, roomMedia, media, storage, timers = realTimers }) {
    this.config = config;
    this.store = store;
    this.#signaling = signaling;
    this.#roomMedia = roomMedia;
    this.#storage = storage;
    this.#timers = timers;
    const giveUp = () => this.#leaveWith("unreachable");
    this.#joining = new Joining({ config, store, signaling, storage, timers, giveUp });
    const requests = new RoomRequests(signaling, store);
    this.#iceRenewal = new IceRenewal(requests, roomMedia);
    this.screen = new ScreenCommands({ screen: media.screen, requests, store });
    this.background = new StoredBackground(media.background, storage);
    const { background, screen } = this;
    const devices = { media, roomMedia, background, screen };
    this.media = new MediaCommands({ ...devices, storage, requests, store });
    this.pushToTalk = new PushToTalk({ microphone: media.microphone, requests, store });
    this.participant = new ParticipantCommands({ storage, requests, store });
    this.pictures = new PictureRequests({ requests, store, timers });
    this.chat = new ChatCommands({ requests, store });
    this.moderation = new ModerationCommands(requests);
    this.waitingRoom = new WaitingRoomCommands(requests, store);
    this.page = new PageCommands(store, storage);
    this.statistics = new Statistics({ roomMedia, store });
    this.loginSession = new LoginSession({ url: config.urls.session, store, timers });
    this.connectionCheck = new ConnectionCheck({
      urls: config.iceUrls,
      mediaServerUrl: config.urls.mediaServer,
      timers,
    });
    signaling.gotEvent = (type, payload) => this.#gotEvent(type, payload);
    new DeviceWatch({ media, store });
    new PeopleWatch({ store, roomMedia, pictures: this.pictures });
  }

  /** Name to suggest in the form until the person enters one. */
  get suggestedName() {
    return this.config.displayName || this.#storage.displayName;
  }

  /** Rejoin the meeting or waiting room that this tab was in, or else open the preview. */
  async begin() {
    if (this.#storage.tab.mayRejoin) await this.rejoin();
    else await this.media.open();
  }

  /** @param {string} displayName */
  join(displayName) {
    if (!this.config.userId) this.#storage.displayName = displayName;
    this.media.turnOffUnanswered();
    this.store.dispatch({ type: "joining", payload: { displayName, isRejoining: false } });
    this.#joining.start();
  }

  /** Rejoin under the same name, with the devices that were on before. */
  async rejoin() {
    const displayName = this.store.state.self.displayName || this.suggestedName;
    this.store.dispatch({ type: "joining", payload: { displayName, isRejoining: true } });
    const timeout = new Promise((resolve) =>
      this.#timers.set(() => resolve(null), DEVICES_TIMEOUT_MS),
    );
    await Promise.race([this.media.open(), timeout]);
    this.#joining.start();
  }

  /** Return to the preview. */
  async showPreview() {
    this.store.dispatch({ type: "preview-opened", payload: {} });
    await this.media.open();
  }

  /** Cancel the knock and return to the preview. */
  cancelKnock() {
    this.#signaling.emit("cancel-knock", {});
    this.store.dispatch({ type: "preview-opened", payload: {} });
    this.#disconnect();
  }

  /** Reconnect now instead of waiting for the next automatic attempt. */
  reconnect() {
    const { isConnected, phase } = this.store.state;
    if (!isConnected && ["waiting", "meeting"].includes(phase)) this.#signaling.reconnect();
  }

  /** Try again to connect to a person. @param {string | undefined} participantId */
  retryConnection(participantId) {
    const person = personOfSeat(this.store.state, participantId);
    if (person) this.#roomMedia.retry(person.socketId);
  }

  /** Try again to connect to the media server. */
  retryMediaServer() {
    this.#roomMedia.retryServer();
  }

  leave() {
    this.#signaling.emit("leave-room", { roomId: this.store.state.room.id });
    this.#leaveWith("left");
  }

  /** @type {Signaling<Events, Reply>["gotEvent"]} */
  #gotEvent(type, payload) {
    const before = this.store.state;
    const event = /** @type {Event} */ ({ type, payload });
    if (event.type === "join-error" && this.#joining.mayRepeat(event.payload)) {
      return this.#joining.repeatLater();
    }
    this.store.dispatch(event);
    this.#handlers[type]?.(payload, before);
  }

  /** @param {boolean} isRecovered */
  #gotConnected(isRecovered) {
    if (!isRecovered) return this.#joining.gotConnected();
    this.media.sendUnconfirmed();
    this.chat.resendUnanswered();
  }

  /**
   * Store that this tab has a seat or a place in the waiting room.
   * @param {string | undefined} participantToken
   */
  #storeSeat(participantToken) {
    this.#joining.stop();
    this.#storage.updateTab({ mayRejoin: true, ...(participantToken && { participantToken }) });
  }

  /**
   * Wait for a host. A person who lost their seat while the socket was disconnected may still have
   * connections to the people in the meeting; these are closed.
   * @param {string | undefined} participantToken
   */
  #gotWaitingRoom(participantToken) {
    this.#storeSeat(participantToken);
    this.#roomMedia.close();
  }

  /** @param {RoomJoined} payload @param {State} before */
  #gotRoomJoined({ iceServers = [], participants, participantToken, self, ...room }, before) {
    this.#storeSeat(participantToken);
    const { socketId, socketIds } = this.store.state.self;
    this.#storage.updateTab({ socketIds });
    const peers = peersOf(participants, before, socketId);
    this.#roomMedia.join(socketId, peers, iceServers, { roomId: room.roomId, path: room.media });
    // A mute by a host stays in force after a reload or reconnect. A person who enters for the
    // first time has just chosen their own microphone state.
    if (self?.isMuted && before.phase === "rejoining") this.media.mute();
    if (self?.isMuted && before.phase === "meeting") this.media.muteAfterReturn();
    this.media.applyPermissions();
    this.media.sendFlagsAfterJoin(self);
    this.chat.resendUnanswered();
    this.#iceRenewal.start(iceServers);
  }

  /** @param {Events["room-media-changed"]} path */
  #gotMediaPath(path) {
    this.#roomMedia.gotPath(path);
    // The home chooses sizes over a media server, and tells them to the peers of direct links.
    this.pictures.sendAgain();
  }

  /** @param {CallEnd["kind"]} kind */
  #leaveWith(kind) {
    this.store.dispatch({ type: "left", payload: { kind } });
    this.#hangUp();
  }

  #hangUp() {
    this.#disconnect();
    this.media.release();
  }

  #disconnect() {
    this.#joining.stop();
    this.#iceRenewal.stop();
    this.loginSession.stop();
    this.#signaling.close();
    this.#roomMedia.close();
    this.#storage.updateTab({ mayRejoin: false });
  }
}
