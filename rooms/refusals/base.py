"""Refusals that do not depend on a rule for entering or on a room's settings."""

from typing import ClassVar

from django.utils.translation import gettext_noop


class Refusal(Exception):  # noqa: N818 a refusal is an answer, not an error
    """A request that was understood and refused. Nothing was changed.

    The message is in English, for programs. Pages translate it, or have a sentence for the code.
    """

    code: ClassVar[str] = "REFUSED"
    message: str = gettext_noop("This is not possible")

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class InvalidInput(Refusal):
    code = "INVALID_PAYLOAD"
    message = gettext_noop("The request is invalid")


class NotAuthorized(Refusal):
    code = "NOT_AUTHORIZED"
    message = gettext_noop("Not authorized")


class NotInSession(Refusal):
    code = "NOT_IN_SESSION"
    message = gettext_noop("No one is in this room right now")


class KnockerNotFound(Refusal):
    code = "KNOCKER_NOT_FOUND"
    message = gettext_noop("This person is no longer waiting")


class Unavailable(Refusal):
    code = "UNAVAILABLE"
    message = gettext_noop("The server can't do this right now. Try again.")
    retry_after_seconds: ClassVar[int] = 5
