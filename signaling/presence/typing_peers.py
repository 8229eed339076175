"""The people who are typing a chat message."""

from collections.abc import Callable

from msgspec.structs import replace

from signaling.presence.indexes import Indexes
from signaling.presence.records import Seat
from signaling.presence.seat_deadlines import SeatDeadlines


class TypingPeers:
    """Times are seconds of `now`."""

    def __init__(
        self, indexes: Indexes, deadlines: SeatDeadlines, now: Callable[[], float]
    ) -> None:
        self._indexes = indexes
        self._deadlines = deadlines
        self._now = now

    def start(self, seat_id: str, seconds: float) -> bool:
        """Mark a person as typing for `seconds`; return True if the person was not typing."""
        seat = self._indexes.seat(seat_id)
        if seat is None:
            return False
        self._deadlines.typing_until.set(seat_id, self._now() + seconds)
        if seat.is_typing:
            return False
        self._indexes.put_seat(replace(seat, is_typing=True))
        return True

    def stop(self, seat_id: str) -> Seat | None:
        """Mark a person as no longer typing; return None if the person was not typing."""
        seat = self._indexes.seat(seat_id)
        if seat is None or not self._deadlines.typing_until.clear(seat_id):
            return None
        return self._indexes.put_seat(replace(seat, is_typing=False))
