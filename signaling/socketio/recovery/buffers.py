"""All recovery buffers of a process, by pid, and the limits for those of lost connections.

A buffer is *lost* while its connection has no Engine.IO session. The limits apply to the time and
to the size of lost buffers.
"""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from signaling.socketio.recovery.buffer import RecoveryBuffer

# The memory limit of all lost buffers together, including the records that each keeps alive. It is
# a third of the 50 MB by which attackers may make the process grow, because attackers that stay
# connected use memory, too. It is enough for 6,500 people who miss nothing, or for 500 who miss
# 30 KB each.
MOST_LOST_BYTES = 16 * 1024 * 1024
# Measured: 2,350 bytes for a client that connected and lost its transport.
_RECORDS_BYTES = 2560
# The overhead of a packet in Python: 33 bytes for the object, the allocator's padding, and 8 bytes
# for the reference.
_PACKET_BYTES = 48

Holder = TypeVar("Holder")


class RecoveryBuffers(Generic[Holder]):
    """The buffers and their holders; a holder is the server's object for the connection.

    A lost buffer ends if its client does not return within `seconds`, or if there is no room for
    the packets that the client misses. Then `ended` is called with its holder. With 0 seconds there
    are no buffers.
    """

    def __init__(self, seconds: float, ended: Callable[[Holder], None]) -> None:
        self._seconds = seconds
        self._ended = ended
        self._holders: dict[str, Holder] = {}
        self._lost: dict[RecoveryBuffer, float] = {}  # the time each ends at, the oldest first
        self._lost_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    def open(self, holder: Holder) -> RecoveryBuffer | None:
        """Create a buffer; return None if recovery is switched off."""
        if not self._seconds:
            return None
        buffer = RecoveryBuffer()
        self._holders[buffer.pid] = holder
        return buffer

    def find(self, pid: str) -> Holder | None:
        return self._holders.get(pid)

    def lose(self, buffer: RecoveryBuffer) -> None:
        """Mark a buffer as lost, and begin to wait for its client."""
        self._lost[buffer] = asyncio.get_running_loop().time() + self._seconds
        self._lost_bytes += _taken_bytes(buffer)
        self._make_room()
        self._set_timer()

    def keep(self, buffer: RecoveryBuffer, packet: bytes) -> None:
        """Keep an event for a client that is not connected."""
        before_bytes = _taken_bytes(buffer)
        buffer.keep(packet)
        if buffer in self._lost:
            self._lost_bytes += _taken_bytes(buffer) - before_bytes
            if not buffer.is_complete:
                self._end(buffer)
            self._make_room()

    def regain(self, buffer: RecoveryBuffer) -> None:
        """Stop waiting for the client of a buffer, if it is lost."""
        if self._lost.pop(buffer, None) is not None:
            self._lost_bytes -= _taken_bytes(buffer)

    def close(self, buffer: RecoveryBuffer) -> None:
        """End a buffer without calling `ended`; further calls do nothing."""
        self.regain(buffer)
        self._holders.pop(buffer.pid, None)

    def _end(self, buffer: RecoveryBuffer) -> None:
        holder = self._holders[buffer.pid]
        self.close(buffer)
        self._ended(holder)

    def _make_room(self) -> None:
        """End the oldest lost buffers that take more than their share, so that others can stay."""
        while self._lost_bytes > MOST_LOST_BYTES:
            share_bytes = self._lost_bytes / len(self._lost)
            self._end(next(one for one in self._lost if _taken_bytes(one) >= share_bytes))

    def _set_timer(self) -> None:
        if self._lost and self._timer is None:
            due = next(iter(self._lost.values()))
            self._timer = asyncio.get_running_loop().call_at(due, self._end_due)

    def _end_due(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for buffer in [buffer for buffer, due in self._lost.items() if due <= now]:
            self._end(buffer)
        self._set_timer()


def _taken_bytes(buffer: RecoveryBuffer) -> int:
    return buffer.size_bytes + _PACKET_BYTES * buffer.packet_count + _RECORDS_BYTES
