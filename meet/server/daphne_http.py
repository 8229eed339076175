"""All requests that are not WebSockets: daphne's HTTP on Meet's transport, with limits."""

import asyncio
from http import HTTPStatus
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel

from meet.server.error_responses import error_response
from meet.server.request_framing import MALFORMED, WRONG_HOST, has_one_host, refusal_of_header
from signaling.asgi.targets import ascii_target

# An idle connection stays open for this multiple of the time allowed for a request, by default 90
# s. A proxy that keeps its connections for 60 s would otherwise send a request into a connection
# that is being closed.
_REQUESTS_IDLE = 3
# A byte of letters such as Å in UTF-8, which cookies of other applications may contain. daphne
# refuses it.
_NEXT_LINE = b"\x85"
# Between the method, the target and the version.
_SPACES = 2

_TOO_LARGE = error_response(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Content Too Large",
    "TOO_LARGE",
    "The body is too large",
)
_TIMED_OUT = error_response(
    HTTPStatus.REQUEST_TIMEOUT, "Request Timeout", "TIMED_OUT", "The request took too long to come"
)


class BoundedRequest(WebRequest):
    """A request with limits on the size of its body and on the time to send it."""

    _is_refused = False
    _body_bytes = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loop = asyncio.get_event_loop()
        self._deadline = loop.call_later(settings.REQUEST_SECONDS, self.refuse, _TIMED_OUT)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 Twisted's name
        """Check the head, which is complete now."""
        hosts = self.requestHeaders.getRawHeaders(b"host") or []
        if not has_one_host(len(hosts), self.channel.version):
            self.refuse(WRONG_HOST)
        if length is not None and length > settings.HTTP_BODY_BYTES:
            self.refuse(_TOO_LARGE)
            length = 0
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        self._body_bytes += len(data)
        if self._body_bytes > settings.HTTP_BODY_BYTES:
            self.refuse(_TOO_LARGE)
        if not self._is_refused:
            super().handleContentChunk(data)

    def isSecure(self) -> bool:  # noqa: N802
        return bool(self.channel.transport.is_secure)

    def refuse(self, answer: bytes) -> None:
        """Send a response and close the connection; the application never sees the request."""
        if not self._is_refused and self.channel is not None:
            self._is_refused = True
            self.channel.transport.write(answer)
            self.channel.loseConnection()

    def process(self) -> None:
        self._deadline.cancel()
        if not self._is_refused:
            self.channel.transport.begin(self._begin)

    def connectionLost(self, reason: Failure) -> None:  # noqa: N802
        self._deadline.cancel()
        super().connectionLost(reason)

    def _begin(self) -> None:
        if self.channel is None:  # the client disconnected meanwhile
            return
        # nginx uses this header with daphne. From the network it could change Meet's URLs.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        if self._body_bytes and not self.requestHeaders.hasHeader(b"content-length"):
            # The body was chunked and is complete now. Applications read as many bytes as this
            # header says.
            self.requestHeaders.setRawHeaders(b"content-length", [b"%d" % self._body_bytes])
        if self.requestHeaders.hasHeader(b"upgrade"):
            self._upgrade()
        else:
            super().process()

    def _upgrade(self) -> None:
        """Pass on a kept-alive connection, as proxies use them; ignore other upgrades."""
        head = b"%b %b HTTP/1.1\r\n" % (self.method, self.uri)
        for name, values in self.requestHeaders.getAllRawHeaders():
            head += b"".join(b"%b: %b\r\n" % (name, value) for value in values)
        transport, channel = self.channel.transport, self.channel
        if not transport.to_websocket(head + b"\r\n"):
            self.requestHeaders.removeHeader(b"upgrade")
            super().process()
            return
        channel.setTimeout(None)
        self.server.protocol_disconnected(self)


class BoundedChannel(HTTPChannel):
    """A connection on which the next request must be complete in a limited time."""

    version = b""
    transport: Any

    def resetTimeout(self) -> None:  # noqa: N802
        """Do nothing: single bytes must not extend the time limit."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Handle one line of a head; the target in a request line may contain any bytes."""
        # Twisted sets `_command` at the request line and removes it when the request is complete.
        if not hasattr(self, "_command") and line.count(b" ") == _SPACES:
            method, target, self.version = line.split(b" ")
            line = b" ".join((method, ascii_target(target), self.version))
        super().lineReceived(line)

    def headerReceived(self, line: bytes) -> bool:  # noqa: N802
        refusal = refusal_of_header(line, self.version)
        if refusal is not None:
            self.requests[-1].refuse(refusal)
            return False
        return bool(super().headerReceived(line.replace(_NEXT_LINE, b"?")))

    def _respondToBadRequestAndDisconnect(self) -> None:  # noqa: N802
        """Refuse a request that Twisted cannot parse, and ignore the rest of it."""
        if self.requests:
            self.requests[-1].refuse(MALFORMED)
        else:
            self.transport.write(MALFORMED)
            self.loseConnection()


class BoundedHTTPFactory(HTTPFactory):
    protocol = BoundedChannel

    def buildProtocol(self, address: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(address)
        protocol.requestFactory = BoundedRequest
        protocol.timeOut = _REQUESTS_IDLE * settings.REQUEST_SECONDS
        return protocol
