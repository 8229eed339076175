"""Times at which the database rows of rooms changed, to detect a join that read older rows.

A room in session remembers its own changes and compares older rows with them. This module is for
rooms that are not in session. It knows room ids and times, not the rows.
"""

import math
from collections.abc import Callable

from rooms.access import RowsOutdated

# Much longer than the time between reading a room's rows and taking a place in the room.
_READING_SECONDS = 60


class OutdatedRows:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed_at: dict[str, float] = {}  # In the order of the times, the earliest first.

    def note(self, room_id: str) -> None:
        """Reject rows of the room that were read before now."""
        now = self._clock()
        self._changed_at.pop(room_id, None)
        self._changed_at[room_id] = now
        while self._changed_at[(earliest := next(iter(self._changed_at)))] < now - _READING_SECONDS:
            del self._changed_at[earliest]

    def check_rows(self, room_id: str, as_of: float) -> None:
        """Raise RowsOutdated if the room's rows changed after `as_of`, when they were read."""
        if as_of < self._changed_at.get(room_id, -math.inf):
            raise RowsOutdated
