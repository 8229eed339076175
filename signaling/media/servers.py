"""The media servers of this Meet, and the choice of one for a room.

The load of a server is the number of people in the rooms that it carries. The rooms of this process
are counted in presence, and those of other workers in the rows of their snapshots.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from django.conf import settings

from rooms.actions import media_servers as rows
from rooms.actions.media_servers import NO_LOAD, MediaLoad
from signaling.concurrency.database import in_database
from signaling.media.engine import MediaServer
from signaling.presence import Presence

logger = logging.getLogger(__name__)


class ObservedServer(MediaServer, Protocol):
    """A media server that this process observes from `start` to `stop`."""

    def start(self) -> None: ...

    async def stop(self) -> None: ...


class MediaServers:
    def __init__(self, servers: Sequence[ObservedServer], presence: Presence) -> None:
        self.all = servers
        self._presence = presence

    def start(self) -> None:
        for server in self.all:
            server.start()

    async def stop(self) -> None:
        for server in self.all:
            await server.stop()

    def health(self) -> Mapping[str, bool]:
        """Return whether each server is healthy, by name."""
        return {server.name: server.is_healthy for server in self.all}

    def find(self, name: str) -> MediaServer | None:
        return next((server for server in self.all if server.name == name), None)

    async def choose(self, but: Collection[str]) -> MediaServer | None:
        """Return the least loaded server that may take a further room, except some by name."""
        healthy = [one for one in self.all if one.is_healthy and one.name not in but]
        if not healthy:
            return None
        drained, loads = await self._drained(), await self.loads()
        free = [
            server
            for server in healthy
            if server.name not in drained and _people(loads, server) < settings.MEDIA_SERVER_PEOPLE
        ]
        return min(free, key=lambda server: _people(loads, server), default=None)

    async def takes_pictures(self, name: str) -> bool:
        """Tell whether one more person may send pictures over a server."""
        load = (await self.loads()).get(name, NO_LOAD)
        return load.pictures < settings.MEDIA_SERVER_PEOPLE

    async def loads(self) -> Mapping[str, MediaLoad]:
        """Return the load of each server by name; without the database, only by this process."""
        loads = dict(self.own_loads())
        for name, load in (await self._loads_of_others()).items():
            loads[name] = loads.get(name, NO_LOAD).plus(load)
        return loads

    def own_loads(self) -> Mapping[str, MediaLoad]:
        """Return the load of each server by the rooms of this process."""
        loads: dict[str, MediaLoad] = {}
        for room in self._presence.rooms.all():
            name, people, pictures = self._presence.media.load_of_room(room.id)
            if name:
                load = MediaLoad(1, people, pictures)
                loads[name] = loads.get(name, NO_LOAD).plus(load)
        return loads

    async def _loads_of_others(self) -> Mapping[str, MediaLoad]:
        if not settings.REDIS_URL:
            return {}
        try:
            return await in_database(rows.loads_of_other_workers, settings.WORKER_ID)
        except Exception as error:
            logger.warning("The load of media servers is not known (%s)", type(error).__name__)
            return {}

    async def _drained(self) -> Collection[str]:
        try:
            return await in_database(rows.drained_media_servers)
        except Exception as error:
            # A meeting must get another server even if the database is away.
            logger.warning("Drained media servers are not known (%s)", type(error).__name__)
            return ()


def _people(loads: Mapping[str, MediaLoad], server: MediaServer) -> int:
    return loads.get(server.name, NO_LOAD).people
