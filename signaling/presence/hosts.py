"""Rooms whose host is absent, and the times when the absence has consequences.

A host is missing from the time when it loses its transport or leaves, until it is back. The
consequences follow later and once, and again if the acting host goes too.
"""

from collections.abc import Callable

from signaling.presence.acting_host import appoint, stand_down
from signaling.presence.deadlines import Deadlines
from signaling.presence.indexes import Indexes
from signaling.presence.records import Seat


class Hosts:
    """Times are seconds of `now`."""

    def __init__(self, indexes: Indexes, now: Callable[[], float]) -> None:
        self._indexes = indexes
        self._now = now
        # All keys are room ids.
        self._missing: set[str] = set()
        self._consequences_at = Deadlines()
        self._ends_at = Deadlines()

    def is_empty(self) -> bool:
        return not (self._missing or self._consequences_at or self._ends_at)

    def is_missing(self, room_id: str) -> bool:
        """Tell whether the room's host has gone and is not back."""
        return room_id in self._missing

    def acting(self, room_id: str) -> Seat | None:
        """Return the seat of the person who acts for an absent host, if there is one."""
        state = self._indexes.states.get(room_id)
        if state is None or state.acting_host is None:
            return None
        return state.seats[state.acting_host[0]]

    def appoint(self, room_id: str) -> Seat | None:
        """Make a person act for an absent host, and return that person's seat.

        This is the first co-host, or else the longest present person with an account. Returns None
        if there is neither, if a person already acts, or if the host is back.
        """
        state = self._indexes.states.get(room_id)
        if state is None or room_id not in self._missing:
            return None
        return appoint(state)

    def end_room_after(self, room_id: str, seconds: float) -> None:
        """End the room after `seconds`, unless its host comes back before."""
        if room_id in self._missing:
            self._ends_at.set(room_id, self._now() + seconds)

    def leaves(self, seat: Seat, after_seconds: float) -> None:
        """Note that the peer on a seat goes; the consequences follow after `after_seconds`.

        This does nothing unless the peer is a host or acts as one. A host that is already missing
        keeps its time; an acting host sets a new one.
        """
        if seat.role != "host" or seat.is_arriving:
            return
        if seat.is_acting_host or seat.room_id not in self._missing:
            self._missing.add(seat.room_id)
            self._consequences_at.set(seat.room_id, self._now() + after_seconds)

    def returns(self, seat: Seat) -> Seat | None:
        """Note that the peer on a seat is back; return the seat that acted for it, if any."""
        if not seat.is_owner:
            return None
        self._forget(seat.room_id)
        return stand_down(self._indexes.states[seat.room_id])

    def absence(self, room_id: str) -> tuple[float | None, float | None] | None:
        """Return the seconds to the consequences and to the end; None if no host is missing."""
        if room_id not in self._missing:
            return None
        now = self._now()
        return self._consequences_at.left(room_id, now), self._ends_at.left(room_id, now)

    def restore(
        self, room_id: str, consequences_seconds: float | None, ends_seconds: float | None
    ) -> None:
        """Continue with the absence of a host; the time without a server does not count."""
        self._missing.add(room_id)
        self._consequences_at.clear(room_id)
        if consequences_seconds is not None:
            self._consequences_at.set(room_id, self._now() + consequences_seconds)
        if ends_seconds is not None:
            self._ends_at.set(room_id, self._now() + ends_seconds)

    def forget_closed(self, room_id: str) -> None:
        """Forget the absence of a room's host if the room is no longer in session."""
        if room_id not in self._indexes.states:
            self._forget(room_id)

    def due(self, now: float) -> list[str]:
        """Return the rooms in which a missing host has consequences now."""
        return self._consequences_at.due(now)

    def ended(self, now: float) -> list[str]:
        """Return the rooms that end now."""
        return self._ends_at.due(now)

    def _forget(self, room_id: str) -> None:
        self._missing.discard(room_id)
        self._consequences_at.clear(room_id)
        self._ends_at.clear(room_id)
