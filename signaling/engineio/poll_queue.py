"""The packets of one session that wait for the next poll of its client."""

import asyncio
import logging

from signaling.asgi.websocket import MOST_BUFFERED_BYTES

logger = logging.getLogger(__name__)

NOOP = b"6"


class PollFailed(Exception):  # noqa: N818 it says what happened
    """No packet was queued in time, or the request was cancelled."""


class PollQueue:
    """Encoded packets in sending order, with limits on their size and on the packets of a poll."""

    __slots__ = ("_bytes", "_most_per_poll", "_queue", "open_polls", "polls")

    def __init__(self, most_per_poll: int) -> None:
        self._most_per_poll = most_per_poll
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._bytes = 0
        self.open_polls = 0
        """The number of GET requests that wait for packets."""
        self.polls = 0
        """The number of all GET requests so far."""

    @property
    def is_empty(self) -> bool:
        return self._queue.empty()

    def put(self, packet: bytes) -> bool:
        """Queue a packet; refuse it and return False if too many bytes wait."""
        if self._bytes + len(packet) > MOST_BUFFERED_BYTES:
            return False
        self._bytes += len(packet)
        self._queue.put_nowait(packet)
        return True

    def end_poll(self, packet: bytes | None = None) -> None:
        """Let a waiting poll return, with this packet or with none."""
        self._bytes += len(packet or b"")
        self._queue.put_nowait(packet)

    async def fetch(self, seconds: float) -> list[bytes]:
        """Return the queued packets, or wait for one for at most `seconds`; raise PollFailed."""
        self.open_polls += 1
        self.polls += 1
        try:
            packets = [await asyncio.wait_for(self._queue.get(), seconds)]
        except (TimeoutError, asyncio.CancelledError):
            raise PollFailed from None
        finally:
            self.open_polls -= 1
        while len(packets) < self._most_per_poll and not self._queue.empty():
            packets.append(self._queue.get_nowait())
        for packet in packets:
            self._queue.task_done()
            self._bytes -= len(packet or b"")
        return [packet for packet in packets if packet is not None]

    async def fetched(self, seconds: float) -> None:
        """Wait until the client has fetched all packets, for at most `seconds`."""
        try:
            await asyncio.wait_for(self._queue.join(), seconds)
        except TimeoutError:
            logger.debug("a client did not fetch its last packets")

    def take_all(self) -> list[bytes]:
        """Return the packets that are still queued, for another transport."""
        packets = []
        while not self._queue.empty():
            packet = self._queue.get_nowait()
            if packet is not None and packet != NOOP:
                packets.append(packet)
        return packets
