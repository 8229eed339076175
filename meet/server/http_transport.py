"""A Twisted transport on top of an asyncio transport, so that HTTP and WebSockets share a port.

Received data waits for the connection's turn among all connections. Until then, nothing more is
read from this connection. A sender waits while the write buffer is full. A client that receives
nothing for `RESPONSE_SECONDS` is disconnected.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from django.conf import settings
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IPushProducer, ITransport
from twisted.python.failure import Failure
from zope.interface import implementer

from meet.server.aborting import abort, abort_after
from signaling.asgi.pacing import Pace


@implementer(ITransport, IPushProducer)
class HTTPTransport(asyncio.Protocol):
    """Handles received data at the `pace`, including several requests received together.

    `factory` builds the Twisted protocol of the connection. `upgrade` is called for a WebSocket
    request on a kept-alive connection, with the transport and the head of the request. It returns
    whether it took over the connection.
    """

    def __init__(
        self, factory: Any, transport: asyncio.Transport, upgrade: Any, pace: Pace
    ) -> None:
        self._transport: Any = transport
        self._upgrade = upgrade
        self._pace = pace
        self._producer: Any = None
        self._unread = b""
        self._is_reading_wanted = True
        self._may_begin_at_once = False
        self._loss: Failure | None = None
        self._can_write = asyncio.Event()
        self._can_write.set()
        self._stall_timer: asyncio.TimerHandle | None = None
        self.is_secure = transport.get_extra_info("sslcontext") is not None
        abort_after(transport, settings.RESPONSE_SECONDS)
        self.protocol = factory.buildProtocol(self.getPeer())
        self.protocol.makeConnection(self)

    def handle_now(self, data: bytes) -> None:
        """Handle data now, and begin the first request in it."""
        self._may_begin_at_once = True
        self.protocol.dataReceived(data)
        self._may_begin_at_once = False

    def begin(self, work: Callable[[], None]) -> None:
        """Begin a request at the pace; the first in the data of `handle_now` begins at once."""
        if self._may_begin_at_once:
            self._may_begin_at_once = False
            work()
        else:
            self._pace.begin(work)

    async def writable(self) -> None:
        """Wait until the client has received nearly all written data, or has disconnected."""
        await self._can_write.wait()

    def to_websocket(self, head: bytes) -> bool:
        """Hand over the connection to `upgrade`; return whether it was taken over."""
        return bool(self._upgrade(self._transport, head))

    @property
    def disconnecting(self) -> bool:
        return bool(self._transport.is_closing())

    def data_received(self, data: bytes) -> None:
        is_waiting = bool(self._unread)
        self._unread += data
        if not is_waiting:
            self._pace.begin(self._handle_unread)
            self._update_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self._producer = None
        self._stop_stall_timer()
        self._loss = Failure(ConnectionDone() if exc is None else ConnectionLost())
        if not self._unread:
            self.protocol.connectionLost(self._loss)

    def pause_writing(self) -> None:
        self._can_write.clear()
        loop = asyncio.get_running_loop()
        self._stall_timer = loop.call_later(settings.RESPONSE_SECONDS, abort, self._transport)
        if self._producer is not None:
            self._producer.pauseProducing()

    def resume_writing(self) -> None:
        self._stop_stall_timer()
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
        abort(self._transport)

    def getPeer(self) -> Any:  # noqa: N802
        return _address(self._transport.get_extra_info("peername"))

    def getHost(self) -> Any:  # noqa: N802
        return _address(self._transport.get_extra_info("sockname"))

    def registerProducer(self, producer: Any, streaming: bool) -> None:  # noqa: N802
        self._producer = producer

    def unregisterProducer(self) -> None:  # noqa: N802
        self._producer = None

    def pauseProducing(self) -> None:  # noqa: N802
        self._is_reading_wanted = False
        self._update_reading()

    def resumeProducing(self) -> None:  # noqa: N802
        self._is_reading_wanted = True
        self._update_reading()

    def stopProducing(self) -> None:  # noqa: N802
        self.loseConnection()

    def _stop_stall_timer(self) -> None:
        self._can_write.set()
        if self._stall_timer is not None:
            self._stall_timer.cancel()

    def _handle_unread(self) -> None:
        data, self._unread = self._unread, b""
        self.handle_now(data)
        if self._loss is not None:
            self.protocol.connectionLost(self._loss)
        self._update_reading()

    def _update_reading(self) -> None:
        """Pause reading while data waits; the system buffers a bounded amount meanwhile."""
        is_reading = self._is_reading_wanted and not self._unread
        if self._transport.is_closing() or is_reading == self._transport.is_reading():
            return
        if is_reading:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()


def _address(name: Any) -> Any:
    if not isinstance(name, tuple):
        return None
    kind = IPv6Address if ":" in name[0] else IPv4Address
    return kind("TCP", name[0], name[1])
