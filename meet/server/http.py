"""Everything that is no WebSocket: daphne's HTTP, on our transport and within bounds."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IPushProducer, ITransport
from twisted.python.failure import Failure
from twisted.web.http import HTTPChannel
from zope.interface import implementer

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

    def process(self) -> Any:
        self._deadline.cancel()
        if self._is_refused:
            return None
        # The header is nginx's business with daphne; from the network it would move our URLs.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        if self.requestHeaders.hasHeader(b"upgrade"):
            return self._upgrade()
        return super().process()

    def connectionLost(self, reason: Failure) -> None:  # noqa: N802
        self._deadline.cancel()
        super().connectionLost(reason)

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


@implementer(ITransport, IPushProducer)
class Bridge(asyncio.Protocol):
    """A Twisted transport over an asyncio one, so that both kinds of protocol share a port.

    `upgrade` gets the transport and the head of a WebSocket request that came on a connection
    which was kept alive, and says whether it took it.
    """

    def __init__(self, factory: HTTPFactory, transport: asyncio.Transport, upgrade: Any) -> None:
        self._transport: Any = transport
        self._upgrade = upgrade
        self._producer: Any = None
        self.is_secure = transport.get_extra_info("sslcontext") is not None
        self.protocol = factory.buildProtocol(self.getPeer())
        self.protocol.makeConnection(self)

    def to_websocket(self, head: bytes) -> bool:
        return bool(self._upgrade(self._transport, head))

    @property
    def disconnecting(self) -> bool:
        return bool(self._transport.is_closing())

    def data_received(self, data: bytes) -> None:
        self.protocol.dataReceived(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._producer = None
        self.protocol.connectionLost(Failure(ConnectionDone() if exc is None else ConnectionLost()))

    def pause_writing(self) -> None:
        if self._producer is not None:
            self._producer.pauseProducing()

    def resume_writing(self) -> None:
        if self._producer is not None:
            self._producer.resumeProducing()

    def write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def writeSequence(self, parts: list[bytes]) -> None:  # noqa: N802
        self.write(b"".join(parts))

    def loseConnection(self) -> None:  # noqa: N802
        self._transport.close()

    def abortConnection(self) -> None:  # noqa: N802
        self._transport.abort()

    def getPeer(self) -> Any:  # noqa: N802
        return _address(self._transport.get_extra_info("peername"))

    def getHost(self) -> Any:  # noqa: N802
        return _address(self._transport.get_extra_info("sockname"))

    def registerProducer(self, producer: Any, streaming: bool) -> None:  # noqa: N802
        self._producer = producer

    def unregisterProducer(self) -> None:  # noqa: N802
        self._producer = None

    def pauseProducing(self) -> None:  # noqa: N802
        if self._transport.is_reading():
            self._transport.pause_reading()

    def resumeProducing(self) -> None:  # noqa: N802
        if not self._transport.is_closing() and not self._transport.is_reading():
            self._transport.resume_reading()

    def stopProducing(self) -> None:  # noqa: N802
        self.loseConnection()


def _address(name: Any) -> Any:
    if not isinstance(name, tuple):
        return None
    kind = IPv6Address if ":" in name[0] else IPv4Address
    return kind("TCP", name[0], name[1])
