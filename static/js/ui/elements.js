/** The names and classes of all custom elements of a call. Only this module defines them. */

import { Composer } from "./chat/composer.js";
import { MessageList } from "./chat/message-list.js";
import { TypingIndicator } from "./chat/typing-indicator.js";
import { ControlBar } from "./controls/control-bar.js";
import { FullScreen } from "./controls/full-screen.js";
import { PanelButton } from "./controls/panel-button.js";
import { PictureInPicture } from "./controls/picture-in-picture.js";
import { ReactionMenu } from "./controls/reaction-menu.js";
import { DeviceMenu } from "./devices/device-menu.js";
import { BackgroundElement } from "./devices/background.js";
import { DeviceProblems } from "./devices/device-problems.js";
import { DeviceSelect } from "./devices/device-select.js";
import { DeviceToggle } from "./devices/device-toggle.js";
import { MicrophoneLevel } from "./devices/microphone-level.js";
import { Preview } from "./devices/preview.js";
import { AdmitAllDialog } from "./dialogs/admit-all-dialog.js";
import { Dialog } from "./dialogs/dialog.js";
import { KnockerMessageDialog } from "./dialogs/knocker-message-dialog.js";
import { LeaveDialog } from "./dialogs/leave-dialog.js";
import { MuteAllDialog } from "./dialogs/mute-all-dialog.js";
import { RemoveDialog } from "./dialogs/remove-dialog.js";
import { RenameDialog } from "./dialogs/rename-dialog.js";
import { RoomSettingsDialog } from "./dialogs/room-settings-dialog.js";
import { StatisticsDialog } from "./dialogs/statistics-dialog.js";
import { provideCall } from "./dom/element.js";
import { Menu } from "./dom/menu.js";
import { CallEnded } from "./page/call-ended.js";
import { Panel } from "./page/panel.js";
import { RoomPage } from "./page/room-page.js";
import { KnockerRow } from "./people/knocker-row.js";
import { PeopleList } from "./people/people-list.js";
import { PersonRow } from "./people/person-row.js";
import { WaitingList } from "./people/waiting-list.js";
import { JoinForm } from "./prejoin/join-form.js";
import { ConnectionCheck } from "./prejoin/connection-check.js";
import { PeoplePresent } from "./prejoin/people-present.js";
import { SpeakerTest } from "./prejoin/speaker-test.js";
import { WaitingStatus } from "./prejoin/waiting-status.js";
import { InviteCard } from "./stage/invite-card.js";
import { ReactionAnnouncer } from "./stage/reaction-announcer.js";
import { ScreenTile } from "./stage/screen-tile.js";
import { SmallWindow } from "./stage/small-window.js";
import { Stage } from "./stage/stage.js";
import { Tile } from "./stage/tile.js";
import { Notices } from "./status/notices.js";
import { NotificationSound } from "./status/notification-sound.js";
import { Reconnecting } from "./status/reconnecting.js";
import { MediaServer, SessionEnding, SoundBlocked } from "./status/status-lines.js";

/** @import {Call} from "../call/call.js" */

const ELEMENTS = {
  "meet-room-page": RoomPage,
  "meet-preview": Preview,
  "meet-microphone-level": MicrophoneLevel,
  "meet-device-toggle": DeviceToggle,
  "meet-background": BackgroundElement,
  "meet-device-select": DeviceSelect,
  "meet-device-problems": DeviceProblems,
  "meet-people-present": PeoplePresent,
  "meet-join-form": JoinForm,
  "meet-waiting-status": WaitingStatus,
  "meet-speaker-test": SpeakerTest,
  "meet-connection-check": ConnectionCheck,
  "meet-call-ended": CallEnded,
  "meet-menu": Menu,
  "meet-device-menu": DeviceMenu,
  "meet-tile": Tile,
  "meet-screen-tile": ScreenTile,
  "meet-stage": Stage,
  "meet-invite-card": InviteCard,
  "meet-reconnecting": Reconnecting,
  "meet-media-server": MediaServer,
  "meet-session-ending": SessionEnding,
  "meet-sound-blocked": SoundBlocked,
  "meet-notices": Notices,
  "meet-notification-sound": NotificationSound,
  "meet-control-bar": ControlBar,
  "meet-full-screen": FullScreen,
  "meet-small-window": SmallWindow,
  "meet-picture-in-picture": PictureInPicture,
  "meet-panel-button": PanelButton,
  "meet-panel": Panel,
  "meet-message-list": MessageList,
  "meet-typing-indicator": TypingIndicator,
  "meet-composer": Composer,
  "meet-person": PersonRow,
  "meet-people-list": PeopleList,
  "meet-knocker": KnockerRow,
  "meet-waiting-list": WaitingList,
  "meet-reaction-menu": ReactionMenu,
  "meet-reaction-announcer": ReactionAnnouncer,
  "meet-dialog": Dialog,
  "meet-remove-dialog": RemoveDialog,
  "meet-mute-all-dialog": MuteAllDialog,
  "meet-admit-all-dialog": AdmitAllDialog,
  "meet-leave-dialog": LeaveDialog,
  "meet-rename-dialog": RenameDialog,
  "meet-knocker-message-dialog": KnockerMessageDialog,
  "meet-room-settings-dialog": RoomSettingsDialog,
  "meet-statistics-dialog": StatisticsDialog,
};

/** Define all custom elements for this call. @param {Call} call */
export function defineElements(call) {
  provideCall(call);
  for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
}
