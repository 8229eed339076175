"""Refusals for clients that may join a room by any name, beyond the refusals of all rooms."""

from rooms.refusals import EntryRefused


class PasswordRequired(EntryRefused):
    code = "PASSWORD_REQUIRED"
    message = "This room has a password"


class WrongPassword(EntryRefused):
    code = "WRONG_PASSWORD"
    message = "This is not the room's password"


class TooManyPasswords(EntryRefused):
    code = "TOO_MANY_PASSWORDS"
    message = "Too many wrong passwords came from here, try again in a minute"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


class TooManyRooms(EntryRefused):
    code = "TOO_MANY_ROOMS"
    message = "No more rooms can be opened right now"
