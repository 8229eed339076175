"""Which rooms' rows have changed since somebody on the way in may have read them.

A room in session knows what was changed in it, and judges older rows by that. This is for rooms
that are in session no more, or not yet.
"""

import math
from collections.abc import Callable

from rooms.admission import RowsOutdated

# Long against the time between reading a room's rows and taking a place by them.
_READING_SECONDS = 60


class OutdatedRows:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed_at: dict[str, float] = {}  # the earliest first

    def note(self, room_id: str) -> None:
        """Believe no more what was read of the room before now."""
        now = self._clock()
        self._changed_at.pop(room_id, None)
        self._changed_at[room_id] = now
        while self._changed_at[(earliest := next(iter(self._changed_at)))] < now - _READING_SECONDS:
            del self._changed_at[earliest]

    def check(self, room_id: str, as_of: float) -> None:
        """Raise RowsOutdated where the room's rows were read before they changed."""
        if as_of < self._changed_at.get(room_id, -math.inf):
            raise RowsOutdated
