/** The page of a room: create the parts of the call and define the custom elements. */

import { CallStorage } from "./call/call-storage.js";
import { isReload, navigationType } from "./browser/tab-reload.js";
import { AloneWatch } from "./call/alone-watch.js";
import { Call } from "./call/call.js";
import { ConnectionWatch } from "./call/connection-watch.js";
import { RoomRequests } from "./call/commands/room-requests.js";
import { MainSpeakerWatch } from "./call/main-speaker-watch.js";
import { QualityReports } from "./call/quality-reports.js";
import { SocketWatch } from "./call/socket-watch.js";
import { SpeakerWatch } from "./call/speaker-watch.js";
import { SERVER_EVENTS } from "./call/server-events.js";
import { connectedPeerIds, pictureSending } from "./call/state/selectors.js";
import { apply, initialState } from "./call/state/state.js";
import { newBackgroundParts } from "./media/background/parts.js";
import { LocalMedia } from "./media/local-media.js";
import { MicrophoneMeter } from "./media/microphone-meter.js";
import { receivedTotals } from "./rtc/link-stats.js";
import { LinkWatch } from "./rtc/link-watch.js";
import { PictureSending } from "./rtc/picture-sending.js";
import { RoomMedia } from "./rtc/room-media.js";
import { Signaling } from "./signaling/signaling.js";
import { createStore } from "./store.js";
import { listenToKeys } from "./ui/controls/shortcuts.js";
import { listenToTalkKey } from "./ui/controls/talk-key.js";
import { guardHistory } from "./ui/dom/history-guard.js";
import { keepScreenOn } from "./ui/dom/screen-wake.js";
import { defineElements } from "./ui/elements.js";
import { watchDisplayedPictures } from "./ui/stage/displayed-pictures.js";
import { resumeWhenVisible } from "./ui/stage/playback.js";

/** @import {Config} from "./call/state/model.js" */

/** @type {Config} */
const config = JSON.parse(document.getElementById("meet-config")?.textContent ?? "{}");
const storage = new CallStorage(config.roomCode);
const store = createStore(initialState(config, storage.tab.socketIds, storage), apply);
const signaling = new Signaling("/", SERVER_EVENTS, config.roomCode);
const media = new LocalMedia(newBackgroundParts(config.urls.background));
const roomMedia = new RoomMedia({
  signaling,
  media,
  listener: {
    gotStreams: (socketId, streams) =>
      store.dispatch({ type: "streams-changed", payload: { socketId, streams } }),
    gotLinkState: (socketId, linkState) =>
      store.dispatch({ type: "link-changed", payload: { socketId, linkState } }),
    lostLink: (socketId) => store.dispatch({ type: "link-lost", payload: { socketId } }),
    gotServerState: (state) => store.dispatch({ type: "media-server-changed", payload: { state } }),
    gotServerFull: () => call.media.gotServerFull(),
    gotUnusableServers: (urls) => {
      console.warn("This browser refuses these STUN or TURN addresses:", urls.join(" "));
      store.dispatch({ type: "notice-added", payload: { kind: "servers-unusable", about: "" } });
    },
  },
});
const { mesh } = roomMedia;
const connectionWatch = new ConnectionWatch({ store, upload: () => roomMedia.uploadLink });
const qualityReports = new QualityReports({
  store,
  requests: new RoomRequests(signaling, store),
  links: roomMedia,
});
const linkWatch = new LinkWatch({
  links: { get: (socketId) => roomMedia.linkOf(socketId) },
  totalsOf: receivedTotals,
  gotLevel: (socketId, level) =>
    store.dispatch({ type: "picture-level-changed", payload: { socketId, level } }),
  gotReadings: (readings) => {
    connectionWatch.got(readings);
    qualityReports.got(readings);
  },
});
const sending = new PictureSending({ links: mesh.links, media });
const call = new Call({ config, store, signaling, roomMedia, media, storage });
store.subscribe((state) => linkWatch.watch(connectedPeerIds(state)));
store.subscribe((state) => sending.update(pictureSending(state, config.meshParticipants)));
const meter = new MicrophoneMeter();
new SpeakerWatch({
  store,
  levels: {
    readOwn: () => meter.read(media.microphone.track),
    readPeer: (socketId) => roomMedia.levelOf(socketId),
    isOwnSilent: () => meter.isSilent,
    close: () => meter.close(),
  },
});
new MainSpeakerWatch({ store });
new SocketWatch({ store, signaling });
new AloneWatch({ store });

// For debugging in the browser, and for tests of the media that is sent and received.
Object.defineProperty(window, "meet", {
  value: Object.freeze({
    mesh,
    roomMedia,
    get state() {
      return store.state;
    },
  }),
});

defineElements(call);
listenToKeys(call);
listenToTalkKey(call);
watchDisplayedPictures(call);
resumeWhenVisible();
const guard = guardHistory({
  isInside: () => store.state.phase === "meeting",
  ask: () => call.page.openDialog({ kind: "leave" }),
});
store.subscribe(() => guard.update());
const screen = keepScreenOn({
  isWanted: () => ["waiting", "meeting"].includes(store.state.phase),
});
store.subscribe(() => screen.update());
// A video without its first frame delays the page's load event. Therefore the call begins after
// that event.
window.addEventListener("load", () => begin(), { once: true });
window.addEventListener("online", () => call.reconnect());
// A page restored from the back/forward cache has an outdated state of the meeting, so it is
// reloaded.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  storage.updateTab({ mayRejoin: false });
  location.reload();
});

async function begin() {
  const parts = { storage, navigationType: navigationType(), locks: navigator.locks };
  if (!(await isReload(parts))) storage.updateTab({ mayRejoin: false });
  await call.begin();
}
