"""The deadlines of seats, in seconds of the presence's clock.

A seat has at most one deadline of each kind. All of them are cleared when its peer sits down,
recovers or leaves the seat.
"""

from django.conf import settings

from signaling.presence.deadlines import Deadlines

# After this time, other clients have closed their connections to a peer that also lost its network:
# browsers notice the loss within about 5 seconds, and clients of rtc.io wait for another 12.
_UNREACHABLE_SECONDS = 20


class SeatDeadlines:
    def __init__(self) -> None:
        self.held_until = Deadlines()
        self.typing_until = Deadlines()
        self.listens_at = Deadlines()
        self.ready_at = Deadlines()
        self.reconnecting_at = Deadlines()
        self.departed_at = Deadlines()
        self.unreachable_at = Deadlines()
        self.rejoins_until = Deadlines()

    def is_empty(self) -> bool:
        return not any(self._all())

    def clear(self, seat_id: str) -> None:
        for deadlines in self._all():
            deadlines.clear(seat_id)

    def lose(
        self, seat_id: str, now: float, hold_seconds: float, departed_seconds: float | None
    ) -> None:
        """Set the deadlines of a seat whose peer has lost its transport.

        With None, the peer was shown as departed before, and stays so.
        """
        self.typing_until.clear(seat_id)
        self.listens_at.clear(seat_id)
        self.rejoins_until.clear(seat_id)
        self.held_until.set(seat_id, now + hold_seconds)
        self.reconnecting_at.set(seat_id, now + settings.RECONNECTING_SECONDS)
        if departed_seconds is not None:
            self.departed_at.set(seat_id, now + departed_seconds)
        self.unreachable_at.set(seat_id, now + _UNREACHABLE_SECONDS)

    def _all(self) -> tuple[Deadlines, ...]:
        return (
            self.held_until,
            self.typing_until,
            self.listens_at,
            self.ready_at,
            self.reconnecting_at,
            self.departed_at,
            self.unreachable_at,
            self.rejoins_until,
        )
