"""Apply the deadlines of seats that have passed: mark the seats, and return them.

The module does not know what clients are told about the changes.
"""

from typing import Any

from msgspec.structs import replace

from signaling.presence.deadlines import Deadlines
from signaling.presence.indexes import Indexes
from signaling.presence.records import Seat
from signaling.presence.seat_deadlines import SeatDeadlines


class ElapsedDeadlines:
    """The seats whose deadlines have passed at `now`, each kind once."""

    def __init__(self, indexes: Indexes, deadlines: SeatDeadlines, now: float) -> None:
        self._indexes = indexes
        self._deadlines = deadlines
        self._now = now

    def stopped_typing(self) -> list[Seat]:
        return self._mark(self._deadlines.typing_until, is_typing=False)

    def listening(self) -> list[Seat]:
        return self._mark(self._deadlines.listens_at)

    def ready(self) -> list[Seat]:
        return self._mark(self._deadlines.ready_at, is_ready=True)

    def reconnecting(self) -> list[Seat]:
        return self._mark_transport(self._deadlines.reconnecting_at, is_reconnecting=True)

    def departed(self) -> list[Seat]:
        return self._mark_transport(self._deadlines.departed_at, is_departed=True)

    def unreachable(self) -> list[Seat]:
        return self._mark_transport(self._deadlines.unreachable_at, is_unreachable=True)

    def not_rejoined(self) -> list[Seat]:
        return self._mark(self._deadlines.rejoins_until)

    def held_too_long(self) -> list[str]:
        """Return the ids of the seats whose hold has run out."""
        return self._deadlines.held_until.due(self._now)

    def _mark(self, deadlines: Deadlines, **changes: Any) -> list[Seat]:
        return [self._indexes.put_seat(replace(seat, **changes)) for seat in self._due(deadlines)]

    def _mark_transport(self, deadlines: Deadlines, **changes: bool) -> list[Seat]:
        return [
            self._indexes.put_seat(replace(seat, transport=replace(seat.transport, **changes)))
            for seat in self._due(deadlines)
        ]

    def _due(self, deadlines: Deadlines) -> list[Seat]:
        seats = [self._indexes.seat(seat_id) for seat_id in deadlines.due(self._now)]
        return [seat for seat in seats if seat is not None]
