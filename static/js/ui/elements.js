/** The names and classes of all custom elements of a call. Only this module defines them. */

import { Alone } from "./alone.js";
import { Bar } from "./bar.js";
import { Chime } from "./chime.js";
import { Composer } from "./composer.js";
import { DeviceChoice } from "./device-choice.js";
import { Dialog } from "./dialog.js";
import { provideCall } from "./element.js";
import { Entry } from "./entry.js";
import { Knock } from "./knock.js";
import { KnockerRow } from "./knocker-row.js";
import { Left } from "./left.js";
import { Level } from "./level.js";
import { Menu } from "./menu.js";
import { Messages } from "./messages.js";
import { Notices } from "./notices.js";
import { Panel } from "./panel.js";
import { PanelButton } from "./panel-button.js";
import { People } from "./people.js";
import { PersonRow } from "./person-row.js";
import { Present } from "./present.js";
import { Preview } from "./preview.js";
import { Problems } from "./problems.js";
import { AdmitAll, KnockMessage, Leave, MuteAll, Name } from "./questions.js";
import { ReactionChoice, Reactions } from "./reactions.js";
import { Removal } from "./removal.js";
import { RoomSettings } from "./room-settings.js";
import { Room } from "./room.js";
import { Stage } from "./stage.js";
import { Reconnecting, Session, Sharing, Sound } from "./status.js";
import { Tile } from "./tile.js";
import { Toggle } from "./toggle.js";
import { Typing } from "./typing.js";
import { Waiting } from "./waiting.js";

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
