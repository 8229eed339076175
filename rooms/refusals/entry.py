"""Refusals of entry: one class for each reason why a person may not enter a room."""

from django.utils.translation import gettext_noop

from rooms.refusals.base import Refusal


class EntryRefused(Refusal):
    """The person may not enter the room; `retry_after_seconds` is the wait, if known."""

    retry_after_seconds: int | None = None


class RoomNotFound(EntryRefused):
    code = "ROOM_NOT_FOUND"
    message = "Room not found"


class RoomEnded(EntryRefused):
    code = "ROOM_ENDED"
    message = gettext_noop("Room is no longer active")


class Blocked(EntryRefused):
    code = "BLOCKED"
    message = gettext_noop("You can't join this room")


class NotInvited(EntryRefused):
    code = "NOT_INVITED"
    message = gettext_noop("This room is for invited people only")


class RoomLocked(EntryRefused):
    code = "ROOM_LOCKED"
    message = "Room is locked"


class RoomFull(EntryRefused):
    code = "ROOM_FULL"
    message = "Room is full"


class RoomTooLarge(EntryRefused):
    """The client can't use a media server, and would need too many direct links, or any at all."""

    code = "ROOM_TOO_LARGE"
    message = "This room is too large for this app. Open it in a browser."


class TooManyGuesses(EntryRefused):
    code = "TOO_MANY_GUESSES"
    message = gettext_noop(
        "Too many unknown room codes came from your network address. Try again later."
    )

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
    message = "New guests must ask to join on the room's page"


class WaitingRoomFull(EntryRefused):
    code = "WAITING_ROOM_FULL"
    message = "The waiting room is full"
