"""Decisions about one room that rows may not contain yet, because they were read earlier.

Each decision has a time. A decision counts for an entry whose rows were read before that time.
"""

import math
from typing import NamedTuple

from rooms.access import RowsOutdated
from rooms.refusals import EntryRefused
from signaling.presence.records import Role, Seat


class _Assigned(NamedTuple):
    role: Role
    at: float


class _Removed(NamedTuple):
    refusal: EntryRefused | None
    at: float


class LateDecisions:
    """Changes of the lock and the rules, removals of people, and assigned roles."""

    def __init__(self) -> None:
        self._changed_at = -math.inf
        """The time of the last change of the lock, the rules, or the removed people."""
        self._removed: dict[str, _Removed] = {}
        self._assigned: dict[str, _Assigned] = {}

    def note_change(self, at: float) -> None:
        """Note a change of the room's lock or rules."""
        self._changed_at = max(self._changed_at, at)

    def note_removal(self, owner: str, refusal: EntryRefused | None, at: float) -> None:
        """Note that a person was removed; the person must knock if there is no refusal."""
        self._removed[owner] = _Removed(refusal, at)
        self._changed_at = at

    def note_role(self, owner: str, role: Role, at: float) -> None:
        self._assigned[owner] = _Assigned(role, at)

    def check_unchanged(self, seat: Seat, as_of: float) -> None:
        """Raise RowsOutdated if the rules for entry or the person's role changed after `as_of`."""
        assigned = self._assigned.get(seat.owner)
        if self._changed_at > as_of or (assigned is not None and assigned.at > as_of):
            raise RowsOutdated

    def was_removed(self, owner: str, as_of: float) -> bool:
        """Tell whether a person was removed after `as_of`; raise the refusal, if there is one."""
        removed = self._removed.get(owner)
        if removed is None or removed.at < as_of:
            return False
        if removed.refusal is not None:
            raise removed.refusal
        return True

    def role_of(self, seat: Seat, as_of: float) -> Role:
        """Return the seat's role by the rows of `as_of`, or the role that was assigned since."""
        assigned = self._assigned.get(seat.owner)
        return seat.role if assigned is None or assigned.at < as_of else assigned.role
