"""The limits of one HTTP request: the bytes of its body and the time to send it."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings

from meet.server.error_responses import error_response
from meet.server.request_framing import WRONG_HOST, has_one_host

_TOO_LARGE = error_response(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Content Too Large",
    "TOO_LARGE",
    "The body is too large",
)
_TIMED_OUT = error_response(
    HTTPStatus.REQUEST_TIMEOUT,
    "Request Timeout",
    "TIMED_OUT",
    "The request took too long to arrive",
)


class RequestLimits:
    """Calls `refuse` with the response if the request is not complete in time."""

    def __init__(self, refuse: Callable[[bytes], None]) -> None:
        self.body_bytes = 0
        """The size of the body that was received so far."""
        loop = asyncio.get_event_loop()
        self._deadline = loop.call_later(settings.REQUEST_SECONDS, refuse, _TIMED_OUT)

    def refusal_of_head(self, hosts: int, version: bytes, length: int | None) -> bytes | None:
        """Return the response to a complete head with a limit violated, or None."""
        if not has_one_host(hosts, version):
            return WRONG_HOST
        if length is not None and length > settings.HTTP_BODY_BYTES:
            return _TOO_LARGE
        return None

    def refusal_of_chunk(self, size_bytes: int) -> bytes | None:
        """Count a part of the body; return the response if the body is too large, or None."""
        self.body_bytes += size_bytes
        return _TOO_LARGE if self.body_bytes > settings.HTTP_BODY_BYTES else None

    def end(self) -> None:
        """Stop the time: the request is complete, or its client has disconnected."""
        self._deadline.cancel()
