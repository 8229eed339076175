"""A Janus server: whether it is healthy, and the rooms of this process on it.

A session of its own observes the server. If the server is silent for 3 s, or can't be reached, each
of its rooms is lost. A room also notices by itself that its connection ended.
"""

import asyncio
import logging

from signaling.media.engine import MediaServerLost, RoomListener, ServerStatistics
from signaling.media.janus.addresses import Address
from signaling.media.janus.errors import NO_SUCH_PLUGIN, UNAUTHORIZED, JanusError
from signaling.media.janus.observation import Observation
from signaling.media.janus.opening import open_room, resume_room
from signaling.media.janus.room import JanusRoom

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 2.0
_PROBLEMS = {
    UNAUTHORIZED: "refuses the secret in MEDIA_SERVERS",
    NO_SUCH_PLUGIN: "lacks the videoroom plugin",
}


class JanusServer:
    """See `signaling.media.engine.MediaServer`. It is not healthy until `start` was called."""

    def __init__(self, address: Address) -> None:
        self.name = address.name
        self._address = address
        self._rooms: set[JanusRoom] = set()
        self._observation: Observation | None = None
        self._problem = ""
        self._task: asyncio.Task[None] | None = None

    @property
    def is_healthy(self) -> bool:
        return self._observation is not None

    def start(self) -> None:
        """Begin to observe the server."""
        self._task = asyncio.create_task(self._observe())

    async def stop(self) -> None:
        """Stop observing the server. Its rooms stay as they are."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def open_room(self, places: int, listener: RoomListener) -> JanusRoom:
        room = await open_room(self._address, places, listener, self._rooms.discard)
        self._rooms.add(room)
        return room

    async def resume_room(self, reference: bytes, listener: RoomListener) -> JanusRoom:
        room = await resume_room(self._address, reference, listener, self._rooms.discard)
        self._rooms.add(room)
        return room

    async def statistics(self) -> ServerStatistics:
        if self._observation is None:
            raise MediaServerLost(f"{self.name} is not healthy")
        return await self._observation.statistics()

    async def _observe(self) -> None:
        """Observe the server, and connect again whenever the observation ends."""
        while True:
            try:
                observation = await Observation.begin(self._address)
            except MediaServerLost as error:
                self._lose_rooms()
                await self._pause(f"{error}")
            except JanusError as error:
                await self._pause(_PROBLEMS.get(error.number, f"reports error {error.number}"))
            except LookupError:
                await self._pause("does not answer as Janus does")
            else:
                await self._observe_with(observation)

    async def _observe_with(self, observation: Observation) -> None:
        logger.info("The media server %s is healthy", self.name)
        self._problem = ""
        self._observation = observation
        try:
            was_silent = await observation.watch(self._rooms)
        finally:
            self._observation = None
            observation.close()
        if was_silent:
            self._lose_rooms()
        await self._pause("does not answer" if was_silent else "has closed the connection")

    def _lose_rooms(self) -> None:
        for room in tuple(self._rooms):
            room.lose()

    async def _pause(self, problem: str) -> None:
        """Log a problem once, and wait before the next attempt."""
        if problem != self._problem:
            logger.warning("The media server %s %s", self.name, problem)
        self._problem = problem
        await asyncio.sleep(_RETRY_SECONDS)
