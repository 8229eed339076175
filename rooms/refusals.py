"""The refusals of requests, each with a stable code for programs and a sentence for people.

Refusal
  ├── InvalidInput          the request itself is wrong
  ├── NotAuthorized         the person's role does not allow it
  ├── EntryRefused          one class for each reason not to enter
  ├── SwitchedOff           the room's settings do not allow it
  └── Unavailable           the server cannot do it at the moment
"""

from typing import ClassVar

from django.db import InterfaceError, OperationalError


class Refusal(Exception):  # noqa: N818 a refusal is an answer, not an error
    """A request that was understood and refused. Nothing was changed."""

    code: ClassVar[str] = "REFUSED"
    message: str = "This is not possible"

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class InvalidInput(Refusal):
    code = "INVALID_PAYLOAD"
    message = "The request is not well formed"


class NotAuthorized(Refusal):
    code = "NOT_AUTHORIZED"
    message = "Not authorized"


class EntryRefused(Refusal):
    """The person may not enter the room; `retry_after_seconds` is the wait, if known."""

    retry_after_seconds: int | None = None


class RoomNotFound(EntryRefused):
    code = "ROOM_NOT_FOUND"
    message = "Room not found"


class RoomEnded(EntryRefused):
    code = "ROOM_ENDED"
    message = "Room is no longer active"


class Blocked(EntryRefused):
    code = "BLOCKED"
    message = "You can't enter this room"


class NotInvited(EntryRefused):
    code = "NOT_INVITED"
    message = "This room is for invited people only"


class RoomLocked(EntryRefused):
    code = "ROOM_LOCKED"
    message = "Room is locked"


class RoomFull(EntryRefused):
    code = "ROOM_FULL"
    message = "Room is full"


class TooManyGuesses(EntryRefused):
    code = "TOO_MANY_GUESSES"
    message = "Too many unknown room codes came from here, try again later"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


class KnockDenied(EntryRefused):
    """A host denied entry. `retry_after_seconds` is None if another attempt is useless."""

    code = "KNOCK_DENIED"
    message = "The host did not let you in"

    def __init__(self, *, retry_after_seconds: int | None = None) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


class StillWaiting(EntryRefused):
    """No host has decided yet, and the client cannot wait any longer."""

    code = "STILL_WAITING"
    message = "You have not been let in yet. Try again in a moment."


class KnockRequired(EntryRefused):
    """A new guest must be admitted after a removal, but the client has no waiting room."""

    code = "KNOCK_REQUIRED"
    message = "New guests have to ask to be let in, on the page of the room"


class WaitingRoomFull(EntryRefused):
    code = "WAITING_ROOM_FULL"
    message = "Too many people are waiting already"


class KnockerNotFound(Refusal):
    code = "KNOCKER_NOT_FOUND"
    message = "Nobody with this id is waiting any more"


class NotInSession(Refusal):
    code = "NOT_IN_SESSION"
    message = "Nobody is in this room right now"


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
    message = "Changing one's name is switched off in this room"


class Unavailable(Refusal):
    code = "UNAVAILABLE"
    message = "The server can't do this right now, try again"
    retry_after_seconds: ClassVar[int] = 5


def is_outage(error: BaseException) -> bool:
    """Tell whether the database is down, locked or full; a later attempt may succeed."""
    return isinstance(error, OperationalError | InterfaceError)
