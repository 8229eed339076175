"""Notice changes of rooms whose announcement was lost.

An announcement travels over Redis, which may lose it. Every change of a room's rows raises the
room's version, and the home of the room compares the versions every two seconds.
"""

import uuid
from collections.abc import Callable

from rooms import queries
from signaling.concurrency.database import in_database
from signaling.presence import Presence

CHECK_SECONDS = 2


class RoomVersions:
    """`changed` is called with the id of a room whose rows may have changed."""

    def __init__(self, presence: Presence, changed: Callable[[str], None]) -> None:
        self._presence = presence
        self._changed = changed
        self._known: dict[str, int | None] = {}

    async def check(self) -> None:
        """Read the versions of all rooms in session; a room that was deleted has none."""
        room_ids = [room.id for room in self._presence.rooms.all() if not room.is_ad_hoc]
        found = await in_database(queries.room_versions, map(uuid.UUID, room_ids))
        before = self._known
        self._known = {room_id: found.get(uuid.UUID(room_id)) for room_id in room_ids}
        for room_id, version in self._known.items():
            # A room that was not known before may have changed since its rows were read.
            if room_id not in before or version != before[room_id]:
                self._changed(room_id)
