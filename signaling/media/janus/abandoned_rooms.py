"""Rooms whose home has died, and which no other home has taken over.

Janus ends the session of such a home, and keeps the room.
"""

from contextlib import suppress
from typing import Any

from signaling.media.janus.credentials import room_secret
from signaling.media.janus.errors import JanusError
from signaling.media.janus.session import Session


class AbandonedRooms:
    """Remembers which rooms had no participant."""

    def __init__(self, session: Session, handle: int, admin_key: str) -> None:
        self._session = session
        self._handle = handle
        self._admin_key = admin_key
        self._empty: frozenset[int] = frozenset()

    async def destroy(self) -> None:
        """Destroy the rooms that have no participant now, and had none at the last call.

        A room that is just being created has no participant, either: pause between two calls.
        """
        rooms = await listed_rooms(self._session, self._handle, self._admin_key)
        empty = frozenset(room["room"] for room in rooms if room["num_participants"] == 0)
        for room in empty & self._empty:
            body = {"request": "destroy", "room": room, "secret": room_secret(room)}
            # Another Meet may share the server, and has other secrets.
            with suppress(JanusError):
                await self._session.message(self._handle, body)
        self._empty = empty


async def listed_rooms(session: Session, handle: int, admin_key: str) -> list[dict[str, Any]]:
    """Return Janus's descriptions of all rooms."""
    listed = await session.message(handle, {"request": "list", "admin_key": admin_key})
    rooms: list[dict[str, Any]] = listed.data["list"]
    return rooms
