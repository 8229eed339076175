"""Rooms whose host is absent, and the times when the absence has consequences.

The module knows room ids and times. It knows neither seats nor the consequences.
"""

from signaling.presence.deadlines import Deadlines


class HostWatch:
    """Absent hosts, by room id.

    A host is missing from the time when it loses its transport or leaves, until it is back. The
    consequences follow later and once, and again if the acting host goes too.
    """

    def __init__(self) -> None:
        self._missing: set[str] = set()
        self._consequences_at = Deadlines()
        self._over_at = Deadlines()

    def is_empty(self) -> bool:
        return not (self._missing or self._consequences_at or self._over_at)

    def is_missing(self, room_id: str) -> bool:
        return room_id in self._missing

    def goes(self, room_id: str, consequences_at: float, *, is_acting: bool) -> None:
        """Note that a host or an acting host goes.

        A host that is already missing keeps its time; an acting host sets a new one.
        """
        if is_acting or room_id not in self._missing:
            self._missing.add(room_id)
            self._consequences_at.set(room_id, consequences_at)

    def forget(self, room_id: str) -> None:
        """Remove the room's times, because the host is back or the room is gone."""
        self._missing.discard(room_id)
        self._consequences_at.clear(room_id)
        self._over_at.clear(room_id)

    def end_at(self, room_id: str, at: float) -> None:
        if room_id in self._missing:
            self._over_at.set(room_id, at)

    def due(self, now: float) -> list[str]:
        return self._consequences_at.due(now)

    def over(self, now: float) -> list[str]:
        return self._over_at.due(now)
