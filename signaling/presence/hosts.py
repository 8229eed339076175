"""Which rooms miss their host, and when that has consequences."""

from signaling.presence.deadlines import Deadlines


class HostWatch:
    """By room. A host is missing from the loss of its transport, or from leaving, until it is back;
    consequences come later, once, and again if who acts for it goes too.
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
        """Note that a host, or who acts for it, goes; whatever was due earlier stays."""
        if is_acting or room_id not in self._missing:
            self._missing.add(room_id)
            self._consequences_at.set(room_id, consequences_at)

    def forget(self, room_id: str) -> None:
        """Note that the host is back, or that there is no room any more: nothing is due."""
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
