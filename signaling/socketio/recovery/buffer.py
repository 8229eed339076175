"""The recovery buffer of one connection: its pid, and the packets that may not have arrived.

A packet has certainly arrived when the client answers a ping that was sent after it, or sends the
packet's offset or a later one. Therefore nothing is kept for a client that gets no events between
two heartbeats. Packets that were written to a dying transport are still kept.
"""

import secrets
from collections import deque
from typing import Any

import msgspec

from signaling.protocol.offsets import next_offset, offset_of

# The limits of the events that one client may miss. When the participants of a room of twelve
# connect to each other, a client gets about 150 KB in 200 packets; session descriptions are two
# thirds of that.
MOST_PACKETS = 512
MOST_BYTES = 256 * 1024
_PID_BYTES = 16


class RecoveryRequest(msgspec.Struct, frozen=True):
    """The `auth` data with which a client asks for recovery in its CONNECT packet.

    There is no offset if the client has received no event. A client that can't handle an additional
    argument of events switches recovery off here, or in the query.
    """

    pid: str = ""
    offset: str | None = None
    recovery: bool | int | str = True


def recovery_request_of(auth: Any) -> RecoveryRequest:
    """Return the claim in the `auth` data of a CONNECT; an empty claim if it is invalid."""
    try:
        return msgspec.convert(auth or {}, RecoveryRequest)
    except msgspec.ValidationError:
        return RecoveryRequest()


class RecoveryBuffer:
    """The packets of one connection, oldest first, that a recovered client may ask for."""

    __slots__ = ("_arrived", "_packets", "_pinged", "is_complete", "pid", "size_bytes")

    def __init__(self) -> None:
        self.pid = secrets.token_urlsafe(_PID_BYTES)
        self._packets: deque[bytes] | None = None
        self.size_bytes = 0
        self.is_complete = True
        """Whether all packets are kept that may not have arrived."""
        self._arrived = next_offset()
        self._pinged: str | None = None

    @property
    def packet_count(self) -> int:
        return len(self._packets or ())

    def keep(self, packet: bytes) -> None:
        """Keep the packet of an event; drop the oldest ones beyond the limits."""
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
        """Drop the packets that were sent before the answered ping."""
        if self._pinged is not None and self._has(self._pinged):
            self._drop_until(self._pinged)
        self._pinged = None

    def missed(self, offset: str | None) -> list[bytes] | None:
        """Return the packets after the offset in order; None if some were already dropped.

        An offset before all kept packets belongs to a packet that has certainly arrived, or to an
        earlier connection of the client.
        """
        self._pinged = None
        if offset is not None and offset > self._arrived:
            if not self._has(offset):
                return None
            self._drop_until(offset)
        return list(self._packets or ()) if self.is_complete else None

    def _has(self, offset: str) -> bool:
        return any(offset_of(packet) == offset for packet in self._packets or ())

    def _drop_until(self, arrived: str) -> None:
        packets = self._packets
        while packets and offset_of(self._take_oldest(packets)) != arrived:
            pass
        self._arrived = arrived
        self.is_complete = True
        self._packets = packets or None

    def _make_room(self, packets: deque[bytes]) -> None:
        self.is_complete = False
        while self.size_bytes > MOST_BYTES or len(packets) > MOST_PACKETS:
            self._take_oldest(packets)

    def _take_oldest(self, packets: deque[bytes]) -> bytes:
        packet = packets.popleft()
        self.size_bytes -= len(packet)
        return packet
