/** The open panel and dialog, blocked sound, and the countdown of the login session. */

/** @import {Slice} from "./state.js" */

/** @type {Slice} */
export const page = {
  "session-countdown": (state, { minutesLeft }) => ({ ...state, sessionMinutesLeft: minutesLeft }),
  "sound-blocked": (state) => ({ ...state, isSoundBlocked: true }),
  "sound-allowed": (state) => ({ ...state, isSoundBlocked: false }),

  "panel-toggled": (state, { panel }) => ({
    ...state,
    panel: state.panel === panel ? null : panel,
  }),
  "panel-closed": (state) => ({ ...state, panel: null }),
  "dialog-opened": (state, dialog) => ({ ...state, dialog }),
  "dialog-closed": (state) => ({ ...state, dialog: null }),
  // A person who has lost their seat waits on another screen. A dialog would block it, unseen.
  "waiting-room": (state) => ({ ...state, panel: null, dialog: null }),
};
