"""The refusals of requests, each with a stable code for programs and a sentence for people.

Refusal
  ├── InvalidInput          the request itself is wrong
  ├── NotAuthorized         the person's role does not allow it
  ├── EntryRefused          one class for each reason not to enter
  ├── DisabledInRoom        the room's settings do not allow it
  └── Unavailable           the server cannot do it at the moment
"""

from rooms.refusals.base import (
    InvalidInput,
    KnockerNotFound,
    NotAuthorized,
    NotInSession,
    Refusal,
    Unavailable,
)
from rooms.refusals.entry import (
    Blocked,
    EntryRefused,
    KnockDenied,
    KnockRequired,
    NotInvited,
    RoomEnded,
    RoomFull,
    RoomLocked,
    RoomNotFound,
    RoomTooLarge,
    StillWaiting,
    TooManyGuesses,
    WaitingRoomFull,
)
from rooms.refusals.settings import (
    CameraDisabled,
    ChatDisabled,
    DisabledInRoom,
    MediaServerMissing,
    MicrophoneDisabled,
    ReactionsDisabled,
    RenameDisabled,
    ScreenShareDisabled,
    UnmuteDisabled,
)

__all__ = [
    "Blocked",
    "CameraDisabled",
    "ChatDisabled",
    "DisabledInRoom",
    "EntryRefused",
    "InvalidInput",
    "KnockDenied",
    "KnockRequired",
    "KnockerNotFound",
    "MediaServerMissing",
    "MicrophoneDisabled",
    "NotAuthorized",
    "NotInSession",
    "NotInvited",
    "ReactionsDisabled",
    "Refusal",
    "RenameDisabled",
    "RoomEnded",
    "RoomFull",
    "RoomLocked",
    "RoomNotFound",
    "RoomTooLarge",
    "ScreenShareDisabled",
    "StillWaiting",
    "TooManyGuesses",
    "Unavailable",
    "UnmuteDisabled",
    "WaitingRoomFull",
]
