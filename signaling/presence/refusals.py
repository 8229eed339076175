"""The refusals of presence, beyond those of `rooms`: for ad-hoc rooms and for random pairs."""

from rooms.refusals import EntryRefused, Refusal


class PasswordRequired(EntryRefused):
    code = "PASSWORD_REQUIRED"
    message = "This room needs a password"


class WrongPassword(EntryRefused):
    code = "WRONG_PASSWORD"
    message = "Wrong password"


class TooManyPasswords(EntryRefused):
    code = "TOO_MANY_PASSWORDS"
    message = "Too many wrong passwords. Try again in a minute."

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


class TooManyRooms(EntryRefused):
    code = "TOO_MANY_ROOMS"
    message = "No more rooms can be opened right now"


class NotPaired(Refusal):
    code = "NOT_PAIRED"
    message = "You have no partner"


class WaitsElsewhere(Refusal):
    code = "WAITS_ELSEWHERE"
    message = "You are waiting in too many windows already"
