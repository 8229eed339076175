/** The names and classes of all custom elements of a call. Only this module defines them. */

import { Composer } from "./chat/composer.js";
import { Messages } from "./chat/message-list.js";
import { Typing } from "./chat/typing-indicator.js";
import { Bar } from "./controls/control-bar.js";
import { PanelButton } from "./controls/panel-button.js";
import { ReactionChoice, Reactions } from "./controls/reactions.js";
import { Problems } from "./devices/device-problems.js";
import { DeviceChoice } from "./devices/device-select.js";
import { Toggle } from "./devices/device-toggle.js";
import { Level } from "./devices/microphone-level.js";
import { Preview } from "./devices/preview.js";
import { AdmitAll, KnockMessage, Leave, MuteAll, Name } from "./dialogs/confirmations.js";
import { Dialog } from "./dialogs/dialog.js";
import { Removal } from "./dialogs/remove-dialog.js";
import { RoomSettings } from "./dialogs/room-settings-dialog.js";
import { provideCall } from "./dom/element.js";
import { Menu } from "./dom/menu.js";
import { Left } from "./page/call-ended.js";
import { Panel } from "./page/panel.js";
import { Room } from "./page/room-page.js";
import { KnockerRow } from "./people/knocker-row.js";
import { People } from "./people/people-list.js";
import { PersonRow } from "./people/person-row.js";
import { Waiting } from "./people/waiting-list.js";
import { Entry } from "./prejoin/join-form.js";
import { Present } from "./prejoin/people-present.js";
import { Knock } from "./prejoin/waiting-status.js";
import { Alone } from "./stage/invite-card.js";
import { Stage } from "./stage/stage.js";
import { Tile } from "./stage/tile.js";
import { Notices } from "./status/notices.js";
import { Chime } from "./status/notification-sound.js";
import { Reconnecting, Session, Sharing, Sound } from "./status/status-lines.js";

/** @import {Call} from "../call/call.js" */

const ELEMENTS = {
  "meet-room": Room,
  "meet-preview": Preview,
  "meet-level": Level,
  "meet-toggle": Toggle,
  "meet-device-choice": DeviceChoice,
  "meet-problems": Problems,
  "meet-present": Present,
  "meet-entry": Entry,
  "meet-knock": Knock,
  "meet-left": Left,
  "meet-menu": Menu,
  "meet-tile": Tile,
  "meet-stage": Stage,
  "meet-alone": Alone,
  "meet-reconnecting": Reconnecting,
  "meet-session": Session,
  "meet-sound": Sound,
  "meet-sharing": Sharing,
  "meet-notices": Notices,
  "meet-chime": Chime,
  "meet-bar": Bar,
  "meet-panel-button": PanelButton,
  "meet-panel": Panel,
  "meet-messages": Messages,
  "meet-typing": Typing,
  "meet-composer": Composer,
  "meet-person": PersonRow,
  "meet-people": People,
  "meet-knocker": KnockerRow,
  "meet-waiting": Waiting,
  "meet-reaction-choice": ReactionChoice,
  "meet-reactions": Reactions,
  "meet-dialog": Dialog,
  "meet-removal": Removal,
  "meet-mute-all": MuteAll,
  "meet-admit-all": AdmitAll,
  "meet-leave": Leave,
  "meet-name": Name,
  "meet-knock-message": KnockMessage,
  "meet-room-settings": RoomSettings,
};

/** Define all custom elements for this call. @param {Call} call */
export function defineElements(call) {
  provideCall(call);
  for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
}
