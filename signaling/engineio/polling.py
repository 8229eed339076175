"""Long polling of an Engine.IO client: GET requests wait for packets, POST requests send some.

The engineio library handles HTTP. This module limits the sizes, and closes a client that stops
polling.
"""

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from engineio import async_socket, exceptions, packet

from signaling.asgi.websocket import MOST_BUFFERED_BYTES, CloseCode, WebSocket
from signaling.refusals import Flooding

if TYPE_CHECKING:
    from signaling.engineio.server import EngineIOServer

logger = logging.getLogger(__name__)

# Before the upgrade, a burst of candidates arrives as one POST request with many packets.
_MOST_PACKETS_PER_POST = 256
# The client of python-socketio drops the connection if a poll returns more packets.
_MOST_PACKETS_PER_POLL = 16
_SEPARATOR = "\x1e"
_LENGTH_DIGITS = 18
# After a failed upgrade, a client polls again at once. A client that does not do so is gone.
_POLLING_AGAIN_SECONDS = 1


class PollingSession(async_socket.AsyncSocket):
    """One Engine.IO session, which uses polling until it has a WebSocket (`WebSocket`)."""

    def __init__(self, server: "EngineIOServer", sid: str) -> None:
        super().__init__(server, sid)
        self.closed: bool
        self.is_leaving = False
        self._websocket: WebSocket | None = None
        self._queued_bytes = 0
        self._polls = 0

    @abstractmethod
    def received(self, data: bytes) -> None:
        """Handle one Engine.IO packet, from any transport."""

    @abstractmethod
    def close_soon(self, reason: str, code: CloseCode = CloseCode.NORMAL) -> None:
        """Close the session in a background task."""

    async def handle_get_request(self, environ: dict[str, Any]) -> Any:
        """Serve a poll or an upgrade; a client that aborts a poll is treated as gone."""
        if environ["asgi.scope"]["type"] != "http":
            return await super().handle_get_request(environ)
        watching = self.server.run(self._watch_poll(environ["asgi.receive"]))
        self._polls += 1
        try:
            return await super().handle_get_request(environ)
        finally:
            self._polls -= 1
            watching.cancel()

    async def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Handle the packets of one POST request; raise ContentTooLongError."""
        most_bytes = self.server.max_http_buffer_size
        # Without a length the body is chunked, and only reading it shows its end.
        length = environ.get("CONTENT_LENGTH", "0")
        if not _is_length(length) or int(length) > most_bytes:
            raise exceptions.ContentTooLongError
        data = await environ["wsgi.input"].read(most_bytes + 1)
        if len(data) > most_bytes:
            raise exceptions.ContentTooLongError
        try:
            body = data.decode()
        except UnicodeDecodeError:
            body = ""
        packets = body.split(_SEPARATOR)
        if len(packets) > _MOST_PACKETS_PER_POST:
            self.server.handler.misbehaved(self, Flooding())
            return
        for encoded in packets:
            self.received(encoded.encode())

    async def poll(self) -> list[packet.Packet]:
        """Return the queued packets, or wait for one; raise QueueEmpty if none arrives in time."""
        if self.is_leaving and self.queue.empty():
            # The client has fetched its last packets, and polls again before it is closed.
            raise exceptions.QueueEmpty
        try:
            seconds = self.server.ping_interval + self.server.ping_timeout
            packets = [await asyncio.wait_for(self.queue.get(), seconds)]
        except (TimeoutError, asyncio.CancelledError):
            raise exceptions.QueueEmpty from None
        while len(packets) < _MOST_PACKETS_PER_POLL and not self.queue.empty():
            packets.append(self.queue.get_nowait())
        for _ in packets:
            self.queue.task_done()
        if self.queue.empty():
            self._queued_bytes = 0
        return [pkt for pkt in packets if pkt is not None]

    async def drained(self, seconds: float) -> None:
        """Wait until a polling client has fetched its queued packets, for at most `seconds`."""
        if self._websocket is None:
            try:
                await asyncio.wait_for(self.queue.join(), seconds)
            except TimeoutError:
                logger.debug("a client did not fetch its last packets")

    def queue_for_poll(self, pkt: packet.Packet, size: int) -> None:
        """Queue a packet of `size` bytes for the next poll; close the client if too much waits."""
        self._queued_bytes += size
        if self._queued_bytes > MOST_BUFFERED_BYTES:
            self.close_soon(self.server.reason.TRANSPORT_ERROR)
        else:
            self.queue.put_nowait(pkt)

    def expect_poll(self) -> None:
        """Close the client if it does not poll again within a second."""
        loop = asyncio.get_running_loop()
        loop.call_later(_POLLING_AGAIN_SECONDS, self._look_for_poll)

    def _look_for_poll(self) -> None:
        if self._websocket is None and not self._polls:
            self.close_soon(self.server.reason.TRANSPORT_CLOSE)

    async def _watch_poll(self, receive: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        if self._websocket is None:
            await self.close(reason=self.server.reason.TRANSPORT_CLOSE)


def _is_length(text: str) -> bool:
    """Tell whether the text is a number with few enough digits to be parsed."""
    return text.isascii() and text.isdigit() and len(text) <= _LENGTH_DIGITS
