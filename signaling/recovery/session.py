"""One client's session: its pid, and what may not have arrived.

A packet has arrived for certain once the client answers a ping that was sent after it, or shows its
offset or a later one. So nothing is kept for a client that is told nothing between two heartbeats,
and what was written to a transport that was dying is still here.
"""

import secrets
from collections import deque
from typing import Any

import msgspec

from signaling.recovery.offsets import next_offset, offset_of

# What one client may miss: a room of twelve that introduces itself takes about 150 KB in 200
# packets, of which session descriptions are two thirds.
MOST_PACKETS = 512
MOST_BYTES = 256 * 1024
_PID_BYTES = 16


class Claim(msgspec.Struct, frozen=True):
    """What a client that comes back shows in its CONNECT; no offset if it has heard no event.

    A client that counts arguments switches recovery off here, or in the query.
    """

    pid: str = ""
    offset: str | None = None
    recovery: bool | int | str = True


def claim_of(auth: Any) -> Claim:
    """Return what a CONNECT claims: no pid where that is nothing, or nothing that makes sense."""
    try:
        return msgspec.convert(auth or {}, Claim)
    except msgspec.ValidationError:
        return Claim()


class Session:
    __slots__ = ("_arrived", "_packets", "_pinged", "is_whole", "pid", "size_bytes")

    def __init__(self) -> None:
        self.pid = secrets.token_urlsafe(_PID_BYTES)
        self._packets: deque[bytes] | None = None
        self.size_bytes = 0
        self.is_whole = True
        """Whether everything is here that may not have arrived."""
        self._arrived = next_offset()
        self._pinged: str | None = None

    @property
    def packet_count(self) -> int:
        return len(self._packets or ())

    def keep(self, packet: bytes) -> None:
        """Keep an event that is being sent; without room for all, the oldest go."""
        packets = self._packets
        if packets is None:
            packets = self._packets = deque()
        packets.append(packet)
        self.size_bytes += len(packet)
        if self.size_bytes > MOST_BYTES or len(packets) > MOST_PACKETS:
            self._make_room(packets)

    def pinged(self) -> None:
        """Note that a ping is being sent."""
        self._pinged = offset_of(self._packets[-1]) if self._packets else None

    def ponged(self) -> None:
        """Let go of what was sent before the ping that was answered."""
        if self._pinged is not None and self._has(self._pinged):
            self._let_go(self._pinged)
        self._pinged = None

    def missed(self, offset: str | None) -> list[bytes] | None:
        """Return in order what came after the offset; None if that is not all here any more.

        An offset from before all that is here is one of what has arrived for certain, or of a
        session that the client had before this one.
        """
        self._pinged = None
        if offset is not None and offset > self._arrived:
            if not self._has(offset):
                return None
            self._let_go(offset)
        return list(self._packets or ()) if self.is_whole else None

    def _has(self, offset: str) -> bool:
        return any(offset_of(packet) == offset for packet in self._packets or ())

    def _let_go(self, arrived: str) -> None:
        packets = self._packets
        while packets and offset_of(self._take_oldest(packets)) != arrived:
            pass
        self._arrived = arrived
        self.is_whole = True
        self._packets = packets or None

    def _make_room(self, packets: deque[bytes]) -> None:
        self.is_whole = False
        while self.size_bytes > MOST_BYTES or len(packets) > MOST_PACKETS:
            self._take_oldest(packets)

    def _take_oldest(self, packets: deque[bytes]) -> bytes:
        packet = packets.popleft()
        self.size_bytes -= len(packet)
        return packet
