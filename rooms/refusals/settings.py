"""Refusals of actions that the settings of the room do not allow."""

from rooms.refusals.base import Refusal


class SwitchedOff(Refusal):
    """The room's settings do not allow it."""


class ChatDisabled(SwitchedOff):
    code = "CHAT_DISABLED"
    message = "Chat is switched off in this room"


class ScreenShareDisabled(SwitchedOff):
    code = "SCREEN_SHARE_DISABLED"
    message = "Screen sharing is switched off in this room"


class MicrophoneDisabled(SwitchedOff):
    code = "MICROPHONE_DISABLED"
    message = "Microphones are switched off in this room"


class CameraDisabled(SwitchedOff):
    code = "CAMERA_DISABLED"
    message = "Cameras are switched off in this room"


class UnmuteDisabled(SwitchedOff):
    code = "UNMUTE_DISABLED"
    message = "Only a host can let you unmute"


class ReactionsDisabled(SwitchedOff):
    code = "REACTIONS_DISABLED"
    message = "Reactions are switched off in this room"


class RenameDisabled(SwitchedOff):
    code = "RENAME_DISABLED"
    message = "Changing names is switched off in this room"
