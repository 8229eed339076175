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
# Packets of no more than this are never too much together: only longer ones make one look.
_SHORT_BYTES = MOST_BYTES // MOST_PACKETS

_PID_BYTES = 16


class Claim(msgspec.Struct, frozen=True):
    """What a client that comes back shows in its CONNECT; no offset if it has heard no event."""

    pid: str = ""
    offset: str | None = None


def claim_of(auth: Any) -> Claim:
    """Return what a CONNECT claims: no pid where that is nothing, or nothing that makes sense."""
    try:
        return msgspec.convert(auth or {}, Claim)
    except msgspec.ValidationError:
        return Claim()


class Session:
    __slots__ = ("_arrived", "_is_trimmed", "_packets", "_pinged", "pid")

    def __init__(self) -> None:
        self.pid = secrets.token_urlsafe(_PID_BYTES)
        self._packets: deque[bytes] | None = None
        self._is_trimmed = False
        self._arrived = next_offset()
        self._pinged: str | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether everything is here that may not have arrived."""
        return not self._is_trimmed and len(self._packets or ()) < MOST_PACKETS

    @property
    def size_bytes(self) -> int:
        return sum(map(len, self._packets or ()))

    def keep(self, packet: bytes) -> None:
        """Keep an event that is being sent; without room for all, the oldest go."""
        if self._packets is None:
            self._packets = deque(maxlen=MOST_PACKETS)
        self._packets.append(packet)
        if len(packet) > _SHORT_BYTES:
            self._make_room(self._packets)

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
        while packets and offset_of(packets.popleft()) != arrived:
            pass
        self._arrived = arrived
        self._is_trimmed = False
        self._packets = packets or None

    def _make_room(self, packets: deque[bytes]) -> None:
        excess_bytes = self.size_bytes - MOST_BYTES
        while excess_bytes > 0:
            self._is_trimmed = True
            excess_bytes -= len(packets.popleft())
