"""Observe a Janus server: by a session of its own that is kept alive once a second.

The observation also keeps the sessions of rooms alive, which Janus ends after 60 s without a
request, and destroys rooms that nobody uses.
"""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from typing import Any

from signaling.media.engine import MediaServerLost, ServerStatistics
from signaling.media.janus.abandoned_rooms import AbandonedRooms, listed_rooms
from signaling.media.janus.addresses import Address
from signaling.media.janus.errors import JanusError
from signaling.media.janus.room import JanusRoom
from signaling.media.janus.session import Session, ignore

_PING_SECONDS = 1.0
# The server is silent for 3 s or a little longer when these ticks have passed.
_TICK_SECONDS = 0.25
_SILENT_TICKS = 13
_KEEP_ALIVE_SECONDS = 10.0
_ABANDONED_SECONDS = 30.0


class Observation:
    """The observation of one server by one connection."""

    def __init__(self, session: Session, handle: int, admin_key: str) -> None:
        self._session = session
        self._handle = handle
        self._admin_key = admin_key
        # Ticks, and not seconds: an event loop that was busy for long has read nothing meanwhile.
        self._silent_ticks = 0
        self._abandoned_rooms = AbandonedRooms(session, handle, admin_key)

    @classmethod
    async def begin(cls, address: Address) -> "Observation":
        """Connect; raise `JanusError` if the server refuses the secret or lacks the plugin."""
        session = await Session.create(address)
        try:
            handle = await session.attach(ignore)
        except BaseException:
            session.close()
            raise
        return cls(session, handle, address.secret)

    def close(self) -> None:
        self._session.close()

    async def watch(self, rooms: Collection[JanusRoom]) -> bool:
        """Return as soon as the observation ends: True if the server was silent for 3 s."""

        async def keep_alive() -> None:
            await asyncio.gather(*(room.keep_alive() for room in rooms))

        silence = asyncio.create_task(self._silence())
        tasks = {
            silence,
            asyncio.create_task(self._ping()),
            asyncio.create_task(_repeat(keep_alive, _KEEP_ALIVE_SECONDS)),
            asyncio.create_task(_repeat(self._abandoned_rooms.destroy, _ABANDONED_SECONDS)),
        }
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return silence.done()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def statistics(self) -> ServerStatistics:
        rooms = await listed_rooms(self._session, self._handle, self._admin_key)
        # The home of each room is a participant, too.
        publishers = sum(max(room["num_participants"] - 1, 0) for room in rooms)
        return ServerStatistics(rooms=len(rooms), publishers=publishers)

    async def _silence(self) -> None:
        """Return as soon as the server was silent for 3 s."""
        while self._silent_ticks < _SILENT_TICKS:
            await asyncio.sleep(_TICK_SECONDS)
            self._silent_ticks += 1

    async def _ping(self) -> None:
        """Return as soon as the session has ended."""
        with suppress(JanusError, MediaServerLost):
            while True:
                await self._session.keep_alive()
                self._silent_ticks = 0
                await asyncio.sleep(_PING_SECONDS)


async def _repeat(work: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
    """Do the work after each pause; a failure of the server is found by other means."""
    while True:
        await asyncio.sleep(seconds)
        with suppress(JanusError, MediaServerLost):
            await work()
