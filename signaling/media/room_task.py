"""The media of one room: it moves to a media server, stays there, and moves on if that fails.

    on the mesh ──too many senders──▶ opening ──▶ on a server ──the meeting ends──▶ closed
        ▲                               │ ▲            │ the server is gone
        │ few people                    │ └────────────┘
        └──────── no server is left ◀───┘   many people: only sound, until there is a server

A room of an earlier run, or of another worker, is resumed on its server. A room that this worker
has lost is abandoned: nothing is ended at the server.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from signaling.actions.room_media.connections import unavailable
from signaling.media.engine import MediaRoom, MediaServerFull, MediaServerLost
from signaling.media.paths import needs_server, path_without_server
from signaling.media.room_connections import RoomConnections
from signaling.media.room_events import RoomEvents
from signaling.media.seat_connections import Deliver
from signaling.media.servers import MediaServers
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.presence.media_records import RoomMedia
from signaling.presence.records import MediaPath
from signaling.protocol.events import RoomMediaChanged

logger = logging.getLogger(__name__)

# A room without a server looks for one this often.
_RETRY_SECONDS = 2
# A process that has just started may not be connected with the media servers yet.
_CONNECT_SECONDS = 5
_CONNECT_PAUSE_SECONDS = 0.1


class RoomMediaTask:
    """`run` returns when the room is gone, or is on the mesh and may stay there."""

    def __init__(
        self, room_id: str, presence: Presence, deliver: Deliver, servers: MediaServers
    ) -> None:
        self._room_id = room_id
        self._presence = presence
        self._deliver = deliver
        self._servers = servers
        self._room: MediaRoom | None = None
        self._connections: RoomConnections | None = None
        self._changed: set[str] = {""}
        self._woken = asyncio.Event()
        self._is_abandoned = False
        self._listener = RoomEvents(self)
        self._failed: set[str] = set()
        """The names of servers that have failed since the last success."""
        self._needs_connections = False
        """Whether the connections of clients were lost, and a new generation must begin."""
        self._retries_at = 0.0
        self._connects_until = asyncio.get_running_loop().time() + _CONNECT_SECONDS

    def changed(self, seat_id: str) -> None:
        """Handle the change of a seat, or of the whole room if the id is ""."""
        self._changed.add(seat_id)
        self._woken.set()

    def abandon(self) -> None:
        """Stop at once, and end nothing at the media server."""
        self._is_abandoned = True
        self._disconnect()
        if self._room is not None:
            self._room.abandon()
            self._room = None
        self._woken.set()

    def lose_room(self) -> None:
        """Forget the room on a server that has failed; its connections are lost, too."""
        if self._room is None:
            return
        logger.warning("A media server has failed, and a room moves on")
        self._failed.add(self._room.server_name)
        self._room.abandon()
        self._forget_room()
        self._woken.set()

    def note_reference(self) -> None:
        if self._room is not None and not self._is_abandoned:
            self._note_room(self._room)

    def offer_streams(self) -> None:
        if self._connections is not None:
            self._connections.offer_streams()

    # The task

    async def run(self) -> None:
        try:
            while not self._is_abandoned and self._presence.room(self._room_id) is not None:
                self._woken.clear()
                if await self._step():
                    return
                await self._wait()
        finally:
            await self._end()

    async def _step(self) -> bool:
        """Bring the room one step further; tell whether it needs no media server."""
        room, seats = self._presence.room(self._room_id), self._presence.seats(self._room_id)
        media = self._presence.media.of_room(self._room_id)
        if room is None:
            return True
        if not needs_server(room, seats, media):
            await self._return_to_mesh(media)
            return not self._changed
        if self._room is None and not self._is_connecting(media):
            await self._try_to_find_room(room.rules.max_participants)
            if self._room is None and not self._is_abandoned:
                self._do_without_server()
        if self._connections is not None and not self._is_abandoned:
            changed, self._changed = self._changed, set()
            self._connections.serve(changed)
        return False

    async def _wait(self) -> None:
        """Wait for a change; a room without a server looks for one again."""
        seconds = None
        if self._room is None:
            is_connecting = self._is_connecting(self._presence.media.of_room(self._room_id))
            seconds = _CONNECT_PAUSE_SECONDS if is_connecting else _RETRY_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    def _is_connecting(self, media: RoomMedia) -> bool:
        """Tell whether the room's server may still become reachable after the start."""
        server = self._servers.find(media.server)
        is_early = asyncio.get_running_loop().time() < self._connects_until
        return server is not None and not server.is_healthy and is_early

    # Servers

    async def _try_to_find_room(self, places: int) -> None:
        """Find a room; after a failure, do it again only after a pause."""
        loop = asyncio.get_running_loop()
        if loop.time() >= self._retries_at:
            await self._find_room(places)
            self._retries_at = 0.0 if self._room is not None else loop.time() + _RETRY_SECONDS

    async def _find_room(self, places: int) -> None:
        """Resume the room on its server, or open one on another server."""
        media = self._presence.media.of_room(self._room_id)
        if media.server:
            await self._resume(media)
        while self._room is None and not self._is_abandoned:
            server = await self._servers.choose(self._failed)
            if server is None:
                # A server that has failed may be tried again.
                self._failed.clear()
                return
            self._listener = RoomEvents(self)
            try:
                opened = await server.open_room(places, self._listener)
            except (MediaServerLost, MediaServerFull):
                self._failed.add(server.name)
            else:
                await self._use(opened)
                return

    async def _resume(self, media: RoomMedia) -> None:
        """Take over the room that an earlier home has left, unless it is gone."""
        server = self._servers.find(media.server)
        self._listener = RoomEvents(self)
        try:
            resumed = await server.resume_room(media.reference, self._listener) if server else None
        except MediaServerLost:
            resumed = None
        if resumed is None:
            self._failed.add(media.server)
            self._forget_room()
        elif self._is_abandoned:
            resumed.abandon()
        else:
            self._room = resumed
            self._note_room(resumed)
            self._deliver(self._path_events(media))
            self._connect(resumed, restarts=True)

    async def _use(self, opened: MediaRoom) -> None:
        """Let the clients connect with a new room, unless the meeting is over meanwhile."""
        if self._is_abandoned or self._presence.room(self._room_id) is None:
            await opened.close()
            return
        self._room = opened
        self._failed.clear()
        is_on_server = self._presence.media.is_over_server(self._room_id)
        if self._needs_connections or not is_on_server:
            self._change_path("server")
        self._note_room(opened)
        self._connect(opened, restarts=False)

    def _connect(self, room: MediaRoom, *, restarts: bool) -> None:
        self._connections = RoomConnections(
            self._room_id,
            room,
            self._presence,
            deliver=self._deliver,
            takes_pictures=self._servers.takes_pictures,
            lost=self.lose_room,
            restarts=restarts,
        )
        self._changed.add("")

    def _do_without_server(self) -> None:
        """Choose a path without a media server, and refuse the requests of clients."""
        room, seats = self._presence.room(self._room_id), self._presence.seats(self._room_id)
        media = self._presence.media.of_room(self._room_id)
        if room is None:
            return
        path = path_without_server(room, seats)
        if self._needs_connections or media.over not in (path, "mesh"):
            self._change_path(path)
        self._changed.clear()
        for seat in seats:
            self._refuse(seat)

    def _refuse(self, seat: Seat) -> None:
        """Tell a client that its connections can't be made now; it tries again."""
        requests = self._presence.media.take_requests(seat.id)
        subscribing_id = self._presence.media.of_seat(seat.id).subscribing_id
        outcomes: list[Outcome] = []
        if requests.offer is not None:
            outcomes.append(unavailable(seat, requests.offer.connection_id))
        if requests.is_offer_wanted:
            outcomes.append(unavailable(seat, subscribing_id))
            self._presence.media.unsubscribed(seat.id)
        self._deliver(outcomes)

    def _forget_room(self) -> None:
        """Forget the room on a server, with the connections of all clients."""
        self._listener.task = None
        self._disconnect()
        self._room = None
        self._needs_connections = True
        self._presence.media.set_room(self._room_id, "", b"")

    async def _return_to_mesh(self, media: RoomMedia) -> None:
        """Leave the media server, because the host does not want one."""
        self._changed.clear()
        if media.over != "mesh":
            self._change_path("mesh")
        self._disconnect()
        if self._room is not None:
            room, self._room = self._room, None
            self._listener.task = None
            await room.close()

    def _disconnect(self) -> None:
        if self._connections is not None:
            self._connections.stop()
            self._connections = None

    # Presence

    def _note_room(self, room: MediaRoom) -> None:
        self._presence.media.set_room(self._room_id, room.server_name, room.reference())

    def _change_path(self, over: MediaPath) -> None:
        media = self._presence.media.change_path(self._room_id, over)
        self._needs_connections = False
        if media is not None:
            self._disconnect()
            self._deliver(self._path_events(media))

    def _path_events(self, media: RoomMedia) -> Sequence[Outcome]:
        seats = self._presence.seats(self._room_id)
        to = peers(seat for seat in seats if seat.knows_media_server)
        changed = RoomMediaChanged(over=media.over, generation=media.generation)
        return [Delivery(changed, to)]

    async def _end(self) -> None:
        """Close what is left at the media server, unless the room has another home."""
        self._disconnect()
        if self._room is not None:
            await self._room.close()
