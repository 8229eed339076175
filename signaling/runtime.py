"""Create and connect the parts of signaling for one process."""

import asyncio
from collections.abc import Mapping

from django.conf import settings

from signaling.asgi.websocket import CloseCode
from signaling.background.credentials import CredentialChecks
from signaling.background.pairs import PairTasks
from signaling.background.rooms import RoomTasks
from signaling.background.stored_rooms import RoomStorage
from signaling.concurrency.arrivals import FairQueue
from signaling.delivery import Deliverer
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.events import ServerRestarting
from signaling.socketio.returning_guests import ReturningGuests
from signaling.socketio.server import SocketIOServer

_GRACE_SECONDS = 10


class Runtime:
    """One Socket.IO server, one presence, and the parts between them.

    An ASGI server has no start-up hook that reaches this class. Therefore the background work
    starts with the first connection, or earlier if the server calls `ready` itself.
    """

    def __init__(self, dialects: Mapping[str, Dialect], presence: Presence) -> None:
        self.presence = presence
        # More joins at once would only wait for the database.
        queue = FairQueue(settings.DATABASE_THREADS)
        returning = ReturningGuests()
        self.server = SocketIOServer(dialects, self, queue, returning)
        self.application = self.server.handle_request
        delivery = Deliverer(self.server, presence)
        self._room_storage = RoomStorage(presence, returning)
        self._dispatch = Dispatch(presence, delivery, queue, self._room_storage.store)
        # The interface `ConnectionHandler`, which the Socket.IO server calls.
        self.connect = self._dispatch.connect
        self.handle_event = self._dispatch.handle_event
        self.connection_changed = self._dispatch.connection_changed
        self._pair_tasks = PairTasks(presence.pairs, delivery)
        self._credential_checks = CredentialChecks(presence, delivery, self.server)
        self._room_tasks = RoomTasks(presence, delivery, self._dispatch)
        self._starting = asyncio.Lock()
        self._is_ready = False
        self.is_stopping = False

    async def ready(self) -> None:
        if self._is_ready:
            return
        async with self._starting:
            if not self._is_ready:
                await self._room_storage.start()
                await self._room_tasks.start()
                self._pair_tasks.start()
                self._credential_checks.start()
                self._is_ready = True

    async def stop(self) -> None:
        """Tell everybody, close every socket, and finish the work that follows."""
        self.is_stopping = True
        restarting = ServerRestarting(grace_seconds=_GRACE_SECONDS)
        await self.server.stop(
            lambda dialect: dialect.encode(restarting), CloseCode.SERVICE_RESTART
        )
        await self.end_background_work()

    async def end_background_work(self) -> None:
        """Stop the background work and store what is due; `ready` starts the work again."""
        if self._is_ready:
            self._is_ready = False
            await self._credential_checks.stop()
            await self._pair_tasks.stop()
            await self._room_tasks.stop()
            await self._room_storage.stop()
