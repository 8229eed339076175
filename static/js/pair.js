/** The page of random pairs: create the parts and show the views. */

import { newBackgroundParts } from "./media/background/parts.js";
import { LocalMedia } from "./media/local-media.js";
import { PairLink } from "./pair/pair-link.js";
import { PairSession } from "./pair/pair-session.js";
import { PairStorage } from "./pair/pair-storage.js";
import { SERVER_EVENTS } from "./pair/server-events.js";
import { apply, initialState } from "./pair/state.js";
import { showBackgroundChoice } from "./pair/views/background.js";
import { showChat } from "./pair/views/chat.js";
import { showControls } from "./pair/views/controls.js";
import { showProblems } from "./pair/views/device-problems.js";
import { showLeaving } from "./pair/views/leave-dialog.js";
import { showReport } from "./pair/views/report-dialog.js";
import { keepAwake } from "./pair/views/screen-wake.js";
import { showScreens } from "./pair/views/screens.js";
import { showStage } from "./pair/views/stage.js";
import { Signaling } from "./signaling/signaling.js";
import { createStore } from "./store.js";

const store = createStore(initialState, apply);
const urls = JSON.parse(document.getElementById("pair-background")?.textContent ?? "{}");
const media = new LocalMedia(newBackgroundParts(urls));
const link = new PairLink(media);
const session = new PairSession({
  store,
  media,
  link,
  storage: new PairStorage(),
  signaling: new Signaling("/meetmates", SERVER_EVENTS, "pairs"),
});

// For debugging in the browser, and for tests of the media that is sent and received.
Object.defineProperty(window, "meet", {
  value: Object.freeze({
    link,
    get state() {
      return store.state;
    },
  }),
});

const page = /** @type {HTMLElement} */ (document.querySelector(".pair"));
const VIEWS = [
  showScreens,
  showStage,
  showControls,
  showChat,
  showProblems,
  showBackgroundChoice,
  showReport,
  showLeaving,
  keepAwake,
];
for (const show of VIEWS) show(page, session);
// A page restored from the back/forward cache shows a partner who has left, so it is reloaded.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
