"""The half of an engine's client that polls: GETs that wait for packets, POSTs that bring some.

The engine library speaks HTTP; here are its bounds, and what becomes of a client that stops asking.
"""

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from engineio import async_socket, exceptions, packet

from signaling.refusals import Flooding
from signaling.wires import MOST_BUFFERED_BYTES, CloseCode, Wire

if TYPE_CHECKING:
    from signaling.engine import Engine

logger = logging.getLogger(__name__)

# A burst of candidates before the upgrade comes as one POST of many packets.
_MOST_PACKETS_PER_POST = 256
# python-socketio's client drops a connection whose poll brings more.
_MOST_PACKETS_PER_POLL = 16
_SEPARATOR = "\x1e"
_LENGTH_DIGITS = 18
# After an upgrade that failed, a client polls again at once; one that doesn't has gone.
_POLLING_AGAIN_SECONDS = 1


class PollingSocket(async_socket.AsyncSocket):
    """One client of the engine, which polls until it has a wire."""

    def __init__(self, server: "Engine", sid: str) -> None:
        super().__init__(server, sid)
        self.closed: bool
        self.is_leaving = False
        self._wire: Wire | None = None
        self._queued_bytes = 0
        self._polls = 0

    @abstractmethod
    def received(self, data: bytes) -> None:
        """Take one engine packet, from any transport."""

    @abstractmethod
    def close_soon(self, reason: str, code: CloseCode = CloseCode.NORMAL) -> None:
        """Close in a task of its own."""

    async def handle_get_request(self, environ: dict[str, Any]) -> Any:
        """Serve a poll or an upgrade; who breaks a poll off is gone."""
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
        """Take the packets of one POST; raise ContentTooLongError."""
        most_bytes = self.server.max_http_buffer_size
        # Where it is missing the body is chunked, and its end known only by reading it.
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
            self.server.hearing.misbehaved(self, Flooding())
            return
        for encoded in packets:
            self.received(encoded.encode())

    async def poll(self) -> list[packet.Packet]:
        """Return what is queued, or wait for it; raise QueueEmpty if nothing comes."""
        if self.is_leaving and self.queue.empty():
            # It has had its farewell, and asks again before it is written off.
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
        """Wait until a polling client has fetched what is queued for it, but not for long."""
        if self._wire is None:
            try:
                await asyncio.wait_for(self.queue.join(), seconds)
            except TimeoutError:
                logger.debug("a client did not fetch its last packets")

    def queue_for_poll(self, pkt: packet.Packet, size: int) -> None:
        """Leave a packet of so many bytes for the next poll; too much of that ends the client."""
        self._queued_bytes += size
        if self._queued_bytes > MOST_BUFFERED_BYTES:
            self.close_soon(self.server.reason.TRANSPORT_ERROR)
        else:
            self.queue.put_nowait(pkt)

    def expect_poll(self) -> None:
        """Take a client for gone that does not poll again soon."""
        loop = asyncio.get_running_loop()
        loop.call_later(_POLLING_AGAIN_SECONDS, self._look_for_poll)

    def _look_for_poll(self) -> None:
        if self._wire is None and not self._polls:
            self.close_soon(self.server.reason.TRANSPORT_CLOSE)

    async def _watch_poll(self, receive: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        if self._wire is None:
            await self.close(reason=self.server.reason.TRANSPORT_CLOSE)


def _is_length(text: str) -> bool:
    """Tell whether a number is short enough to be read, however large it is then."""
    return text.isascii() and text.isdigit() and len(text) <= _LENGTH_DIGITS
