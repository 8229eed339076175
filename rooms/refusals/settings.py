"""Refusals of actions that the settings of the room do not allow."""

from rooms.refusals.base import Refusal


class DisabledInRoom(Refusal):
    """The room's settings do not allow it."""


class ChatDisabled(DisabledInRoom):
    code = "CHAT_DISABLED"
    message = "Chat is turned off in this room"


class ScreenShareDisabled(DisabledInRoom):
    code = "SCREEN_SHARE_DISABLED"
    message = "Screen sharing is turned off in this room"


class MicrophoneDisabled(DisabledInRoom):
    code = "MICROPHONE_DISABLED"
    message = "Microphones are turned off in this room"


class CameraDisabled(DisabledInRoom):
    code = "CAMERA_DISABLED"
    message = "Cameras are turned off in this room"


class UnmuteDisabled(DisabledInRoom):
    code = "UNMUTE_DISABLED"
    message = "Only a host can let you unmute"


class ReactionsDisabled(DisabledInRoom):
    code = "REACTIONS_DISABLED"
    message = "Reactions are turned off in this room"


class MediaServerMissing(Refusal):
    """The operator has configured no media server."""

    code = "MEDIA_SERVER_MISSING"
    message = "This server has no media server"


class RenameDisabled(DisabledInRoom):
    code = "RENAME_DISABLED"
    message = "Changing names is turned off in this room"
