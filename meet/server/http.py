"""Everything that is no WebSocket: daphne's HTTP, on our transport and within bounds."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel

# A connection is kept so many times as long as a request may take: by default 90 s, since a proxy
# that keeps its own for 60 s would else send a request into one that is just closing.
_REQUESTS_IDLE = 3

_ANSWER = (
    "HTTP/1.1 {status} {phrase}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    "connection: close\r\n\r\n{body}"
)


def _answer(status: HTTPStatus, phrase: str, code: str, message: str) -> bytes:
    """Return a whole answer, with the body that errors have under /api."""
    body = json.dumps({"statusCode": status, "code": code, "message": message})
    return _ANSWER.format(status=int(status), phrase=phrase, length=len(body), body=body).encode()


_TOO_LARGE = _answer(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Content Too Large",
    "TOO_LARGE",
    "The body is too large",
)
_TIMED_OUT = _answer(
    HTTPStatus.REQUEST_TIMEOUT, "Request Timeout", "TIMED_OUT", "The request took too long to come"
)


class BoundedRequest(WebRequest):
    """A request whose body is refused before it is stored, and whose sending may not take ever."""

    _is_refused = False
    _body_bytes = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loop = asyncio.get_event_loop()
        self._deadline = loop.call_later(settings.REQUEST_SECONDS, self._refuse, _TIMED_OUT)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 Twisted's name
        if length is not None and length > settings.HTTP_BODY_BYTES:
            self._refuse(_TOO_LARGE)
            length = 0
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        self._body_bytes += len(data)
        if self._body_bytes > settings.HTTP_BODY_BYTES:
            self._refuse(_TOO_LARGE)
        if not self._is_refused:
            super().handleContentChunk(data)

    def isSecure(self) -> bool:  # noqa: N802
        return bool(self.channel.transport.is_secure)

    def process(self) -> None:
        self._deadline.cancel()
        if not self._is_refused:
            self.channel.transport.begin(self._begin)

    def connectionLost(self, reason: Failure) -> None:  # noqa: N802
        self._deadline.cancel()
        super().connectionLost(reason)

    def _begin(self) -> None:
        if self.channel is None:  # it went away meanwhile
            return
        # The header is nginx's business with daphne; from the network it would move our URLs.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        if self.requestHeaders.hasHeader(b"upgrade"):
            self._upgrade()
        else:
            super().process()

    def _upgrade(self) -> None:
        """Hand over a connection that was kept alive, as proxies do; other upgrades are ignored."""
        head = b"%b %b HTTP/1.1\r\n" % (self.method, self.uri)
        for name, values in self.requestHeaders.getAllRawHeaders():
            head += b"".join(b"%b: %b\r\n" % (name, value) for value in values)
        bridge, channel = self.channel.transport, self.channel
        if not bridge.to_websocket(head + b"\r\n"):
            self.requestHeaders.removeHeader(b"upgrade")
            super().process()
            return
        channel.setTimeout(None)
        self.server.protocol_disconnected(self)

    def _refuse(self, answer: bytes) -> None:
        if not self._is_refused and self.channel is not None:
            self._is_refused = True
            self.channel.transport.write(answer)
            self.channel.loseConnection()


class BoundedChannel(HTTPChannel):
    """A connection whose next request must be whole some time after the last was answered."""

    def resetTimeout(self) -> None:  # noqa: N802
        """Gain nothing by a byte now and then."""


class BoundedHTTPFactory(HTTPFactory):
    protocol = BoundedChannel

    def buildProtocol(self, address: Any) -> Any:  # noqa: N802
        protocol = super().buildProtocol(address)
        protocol.requestFactory = BoundedRequest
        protocol.timeOut = _REQUESTS_IDLE * settings.REQUEST_SECONDS
        return protocol
