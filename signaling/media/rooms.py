"""The media of all rooms of this process: one task for each room that needs a media server.

A room on the mesh has no task. It is looked at after each change of its seats, once in a turn of
the event loop.
"""

import asyncio
import logging
from functools import partial

from signaling.media.paths import needs_server
from signaling.media.room_task import RoomMediaTask
from signaling.media.seat_connections import Deliver
from signaling.media.servers import MediaServers
from signaling.presence import Presence

logger = logging.getLogger(__name__)


class MediaRooms:
    def __init__(self, presence: Presence, deliver: Deliver, servers: MediaServers) -> None:
        self._presence = presence
        self._deliver = deliver
        self.servers = servers
        self._rooms: dict[str, RoomMediaTask] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._changed: set[str] = set()
        self._is_running = False

    def start(self) -> None:
        """Observe the servers, and look at the rooms now and after each change."""
        self._is_running = True
        self.servers.start()
        self._presence.media.watch(self._seat_changed)
        for room in self._presence.rooms.all():
            self._seat_changed(room.id, "")

    async def stop(self) -> None:
        """Abandon all rooms: their media go on, and the next home resumes them."""
        self._is_running = False
        self._presence.media.watch(_ignore_change)
        for room in self._rooms.values():
            room.abandon()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self.servers.stop()

    def abandon(self, room_id: str) -> None:
        """Stop using the room on the media server, because another worker is its home."""
        if (room := self._rooms.pop(room_id, None)) is not None:
            room.abandon()

    def _seat_changed(self, room_id: str, seat_id: str) -> None:
        if (task := self._rooms.get(room_id)) is not None:
            task.changed(seat_id)
        elif room_id not in self._changed:
            if not self._changed:
                asyncio.get_running_loop().call_soon(self._look)
            self._changed.add(room_id)

    def _look(self) -> None:
        changed, self._changed = self._changed, set()
        for room_id in changed:
            if self._needs_task(room_id):
                self._begin(room_id)

    def _needs_task(self, room_id: str) -> bool:
        room, media = self._presence.room(room_id), self._presence.media.of_room(room_id)
        if not self._is_running or room is None or room_id in self._rooms:
            return False
        if not self.servers.all and media.over == "mesh" and room.rules.media_server != "always":
            return False
        seats = self._presence.seats(room_id)
        return media.over != "mesh" or needs_server(room, seats, media)

    def _begin(self, room_id: str) -> None:
        room = RoomMediaTask(room_id, self._presence, self._deliver, self.servers)
        task = asyncio.create_task(room.run())
        self._rooms[room_id], self._tasks[room_id] = room, task
        task.add_done_callback(partial(self._ended, room_id, room))

    def _ended(self, room_id: str, room: RoomMediaTask, task: asyncio.Task[None]) -> None:
        """Forget a task, and look at the room again: it may have been opened anew."""
        if self._rooms.get(room_id) is room:
            del self._rooms[room_id]
        if self._tasks.get(room_id) is task:
            del self._tasks[room_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("The media of a room could not be handled", exc_info=error)
        elif self._presence.room(room_id) is not None:
            self._seat_changed(room_id, "")


def _ignore_change(_room_id: str, _seat_id: str) -> None:
    pass
