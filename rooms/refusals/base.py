"""Refusals that do not depend on a rule for entering or on a room's settings."""

from typing import ClassVar


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
    message = "The request is invalid"


class NotAuthorized(Refusal):
    code = "NOT_AUTHORIZED"
    message = "Not authorized"


class NotInSession(Refusal):
    code = "NOT_IN_SESSION"
    message = "No one is in this room right now"


class KnockerNotFound(Refusal):
    code = "KNOCKER_NOT_FOUND"
    message = "This person is no longer waiting"


class Unavailable(Refusal):
    code = "UNAVAILABLE"
    message = "The server can't do this right now. Try again."
    retry_after_seconds: ClassVar[int] = 5
