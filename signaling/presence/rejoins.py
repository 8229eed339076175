"""Recovered peers that are expected to join again, because others were told that they left.

`Seats.recover` starts to expect a peer. A join that begins prolongs the time, and ends it when it
is answered.
"""

from collections.abc import Callable

from msgspec.structs import replace

from signaling.presence.indexes import Indexes
from signaling.presence.records import Seat
from signaling.presence.seat_deadlines import SeatDeadlines


class Rejoins:
    """Times are seconds of `now`."""

    def __init__(
        self, indexes: Indexes, deadlines: SeatDeadlines, now: Callable[[], float]
    ) -> None:
        self._indexes = indexes
        self._deadlines = deadlines
        self._now = now

    def begin(self, peer_id: str, seconds: float) -> None:
        """Give a join `seconds` to end, even if the time for it to begin has run out.

        This does nothing if the peer has no seat, is lost, or is no longer departed.
        """
        seat = self._indexes.seat_of_peer(peer_id)
        if seat is not None and seat.is_departed and not seat.is_lost:
            self._deadlines.rejoins_until.set(seat.id, self._now() + seconds)

    def is_expected(self, peer_id: str) -> bool:
        """Tell whether a recovered peer is expected to join again, or has begun to join."""
        seat = self._indexes.seat_of_peer(peer_id)
        return seat is not None and seat.id in self._deadlines.rejoins_until

    def end(self, peer_id: str) -> Seat | None:
        """Stop expecting a peer to join again, and mark it as no longer departed."""
        seat = self._indexes.seat_of_peer(peer_id)
        if seat is None:
            return None
        self._deadlines.rejoins_until.clear(seat.id)
        transport = replace(seat.transport, is_departed=False)
        return self._indexes.put_seat(replace(seat, transport=transport))
